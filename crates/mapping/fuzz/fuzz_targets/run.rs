//! No mapping and no data make the engine panic or exceed its bounds. A line of its own with `---` parts the mapping from the data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mapping::{
    Anything, Branch, Contract, Direction, JsonNode, Limits, MAX_PROBLEMS, Mapping, Options,
    Syntax, Tables,
};

fuzz_target!(|text: &str| {
    let (json, data) = text.split_once("\n---\n").unwrap_or((text, "{}"));
    let data = serde_json::from_str(data).unwrap_or_default();
    let limits = Limits {
        steps: 50_000,
        output_bytes: 50_000,
        value_bytes: 10_000,
    };
    let options = Options {
        limits,
        explain: true,
    };
    for direction in [Direction::Inbound, Direction::Outbound] {
        for syntax in [Syntax::Tree, Syntax::Flat] {
            let contract = Contract {
                direction,
                syntax,
                document: &Anything,
                neutral: &Anything,
                root: "cXML",
                item_path: Some("/cXML/Message/ItemIn"),
                tables: &Tables::new(),
            };
            match Mapping::parse(json, &contract) {
                Err(problems) => assert!(!problems.is_empty() && problems.len() <= MAX_PROBLEMS),
                Ok(mapping) => {
                    let _ = mapping.read(
                        JsonNode {
                            name: "cXML",
                            value: &data,
                        },
                        &options,
                    );
                    let _ = mapping.write_tree(&data, Branch::new("cXML"), &options);
                    if let Ok(outcome) = mapping.write_fields(&data, Vec::new(), &options) {
                        let size: usize = outcome
                            .result
                            .iter()
                            .map(|(name, value)| name.len() + value.len())
                            .sum();
                        assert!(size <= limits.output_bytes);
                    }
                }
            }
        }
    }
});
