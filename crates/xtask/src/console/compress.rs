//! Compressed versions, made once at build time so that the server need not.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::bundle::File;

/// What is text, or near enough. Fonts and pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = [
    "css",
    "html",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// How hard to try.
#[derive(Clone, Copy)]
pub(super) enum Effort {
    /// For development.
    Quick,
    /// For release.
    Small,
}

/// The file itself, then its `.br` and `.gz` where they are worth having.
pub(super) fn versions(path: &str, content: Vec<u8>, effort: Effort) -> anyhow::Result<Vec<File>> {
    let compressible = path
        .rsplit_once('.')
        .is_some_and(|(_, extension)| COMPRESSIBLE.contains(&extension));
    let mut versions = Vec::new();
    if compressible {
        versions.push(File {
            path: format!("{path}.br"),
            content: brotli(&content, effort)?,
        });
        versions.push(File {
            path: format!("{path}.gz"),
            content: gzip(&content, effort)?,
        });
    }
    versions.insert(
        0,
        File {
            path: path.to_owned(),
            content,
        },
    );
    Ok(versions)
}

fn brotli(content: &[u8], effort: Effort) -> anyhow::Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 5,
        Effort::Small => 11,
    };
    let parameters = BrotliEncoderParams {
        quality,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8], effort: Effort) -> anyhow::Result<Vec<u8>> {
    let level = match effort {
        Effort::Quick => Compression::fast(),
        Effort::Small => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_versions_give_the_content_back() -> anyhow::Result<()> {
        let content = b"console ".repeat(100);
        for effort in [Effort::Quick, Effort::Small] {
            let versions = versions("a.js", content.clone(), effort)?;
            let paths: Vec<_> = versions
                .iter()
                .map(|version| version.path.as_str())
                .collect();
            assert_eq!(paths, ["a.js", "a.js.br", "a.js.gz"]);
            let mut brotli = Vec::new();
            brotli::BrotliDecompress(&mut versions[1].content.as_slice(), &mut brotli)?;
            let mut gzip = Vec::new();
            flate2::read::GzDecoder::new(versions[2].content.as_slice()).read_to_end(&mut gzip)?;
            assert!(brotli == content && gzip == content);
        }
        Ok(())
    }

    #[test]
    fn fonts_are_left_as_they_are() -> anyhow::Result<()> {
        assert_eq!(versions("a.woff2", vec![0; 100], Effort::Small)?.len(), 1);
        Ok(())
    }
}
