//! The rows of pages that `training/pages` makes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use ontwar::language::Language;
use serde_json::Value;

/// Goes through the rows of files, each with a name and the language that it says it is in.
pub(crate) fn each(
    paths: impl Iterator<Item = String>,
    mut tell: impl FnMut(&str, &Value, &Language) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut languages = BTreeMap::new();
    for path in paths {
        for (number, row) in fs::read_to_string(&path)?.lines().enumerate() {
            let row: Value = serde_json::from_str(row)?;
            let tag = row["language"].as_str().unwrap_or("nl").to_owned();
            if !languages.contains_key(&tag) {
                languages.insert(tag.clone(), Language::builtin(&tag)?);
            }
            tell(&format!("{path}:{number}"), &row, &languages[&tag])?;
        }
    }
    Ok(())
}
