//! CSV: a header that names columns, and rows under it.

use std::collections::HashMap;

/// A row.
#[derive(Debug)]
pub struct Record {
    /// Its line in the file, from 1.
    pub line: u64,
    fields: HashMap<String, String>,
}

impl Record {
    /// The text in a column; `None` where it is empty or there is no such column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.fields
            .get(column)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }
}

/// Reads a file whose columns are separated by commas or, as some spreadsheets do, by semicolons.
///
/// # Errors
///
/// Why it cannot be read, or that it lacks a column, in a sentence.
pub fn read(bytes: &[u8], required: &[&str], known: &[&str]) -> Result<Vec<Record>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "The file must be UTF-8.".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    // Lines are counted by line feeds alone.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') && !header.contains(',') {
        b';'
    } else {
        b','
    };
    if let Some(line) = open_quote(text, char::from(delimiter)) {
        return Err(format!(
            "The quotation mark that opens in line {line} is not closed."
        ));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(|error| format!("The header cannot be read: {error}."))?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    for name in required {
        if !names.iter().any(|column| column == name) {
            return Err(format!("The column “{name}” is missing."));
        }
    }
    let all = || required.iter().chain(known);
    if let Some(name) = names.iter().find(|name| !all().any(|known| known == name)) {
        let known: Vec<&str> = all().copied().collect();
        return Err(format!(
            "The column “{name}” is unknown; known are {}.",
            known.join(", ")
        ));
    }
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| format!("It cannot be read: {error}."))?;
        let line = row.position().map_or(0, csv::Position::line);
        if row.len() > names.len() {
            return Err(format!("Line {line} has more columns than the header."));
        }
        let fields = names
            .iter()
            .zip(row.iter())
            .map(|(name, text)| (name.clone(), text.to_owned()));
        records.push(Record {
            line,
            fields: fields.collect(),
        });
    }
    Ok(records)
}

/// The line of a quotation mark that opens a value and is not closed.
fn open_quote(text: &str, delimiter: char) -> Option<u64> {
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\n' {
            line += 1;
        }
        match (character, opened) {
            ('"', Some(_)) if characters.next_if_eq(&'"').is_none() => opened = None,
            ('"', None) if begins => opened = Some(line),
            _ => {}
        }
        begins = opened.is_none() && (character == delimiter || character == '\n');
    }
    opened
}

/// Writes a file.
pub fn write<'t>(
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<&'t str>>,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_spreadsheets_are_read() {
        for text in [
            "from,to\n\"a,b\",EA\n\nc, KGM \n",
            "\u{feff}To;From\r\nEA;a,b\r\nKGM;c\r\n",
        ] {
            let records = read(text.as_bytes(), &["from", "to"], &[]).unwrap();
            let shown: Vec<_> = records
                .iter()
                .map(|row| (row.get("from").unwrap(), row.get("to").unwrap()))
                .collect();
            assert_eq!(shown, [("a,b", "EA"), ("c", "KGM")], "{text}");
        }
        let records = read(b"from,to,note\na\n", &["from", "to"], &["note"]).unwrap();
        assert_eq!((records[0].line, records[0].get("to")), (2, None));
    }

    #[test]
    fn rows_have_the_lines_that_editors_show() {
        for text in [
            "from,to\na,b\nc,\"d\"\"e\"\n",
            "from,to\r\na,b\r\nc,d\r\n",
            "from,to\ra,b\rc,d 5\"\r",
        ] {
            let records = read(text.as_bytes(), &["from", "to"], &[]).unwrap();
            let lines: Vec<_> = records.iter().map(|row| row.line).collect();
            assert_eq!(lines, [2, 3], "{text:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_said() {
        for (bytes, part) in [
            (b"from,to\n\xff,a".as_slice(), "UTF-8"),
            (b"", "“from” is missing"),
            (b"from,to,color\n", "“color” is unknown"),
            (b"from,to\na,b,c\n", "Line 2"),
            (b"from,to\na,b\n\"c,d\ne,f\n", "opens in line 3"),
            (b"from;to\r\na;\"b\r\n", "opens in line 2"),
        ] {
            let error = read(bytes, &["from", "to"], &[]).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = write(&["from", "to"], [vec!["a \"b\",\n", "EA"]]).unwrap();
        let records = read(&bytes, &["from", "to"], &[]).unwrap();
        assert_eq!(records[0].get("from"), Some("a \"b\","));
    }
}
