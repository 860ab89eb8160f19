//! What the tables are when sources under share-alike licences are counted too: the rows that are other, in a
//! folder that can be left out.

use std::error::Error;
use std::fs;
use std::path::Path;

use ontwar_pack::share_alike::{FOLDER, FREQUENCIES, TABLES, difference, merged};

use crate::write::Folder;

const HEAD: &str = "Rows that are other where sources under share-alike licences are counted too: LICENSE.md.
# Each stands in place of the row of the same thing; one without a count takes it away.";

/// Compares the tables of two folders and writes what `all` has otherwise into the folder of `own`.
pub(crate) fn write(own: &Path, all: &Path) -> Result<(), Box<dyn Error>> {
    let at = own.join(FOLDER);
    // With `--old` most tables are not counted, and stay.
    let counted = |table: &str| all.join(table).exists();
    // That one is under such a licence as a whole.
    if counted(FREQUENCIES) {
        fs::copy(all.join(FREQUENCIES), own.join(FREQUENCIES))?;
    }
    for (table, key) in TABLES.into_iter().filter(|(table, _)| counted(table)) {
        for old in [at.join(table), at.join(format!("{table}.xz"))] {
            if old.exists() {
                fs::remove_file(old)?;
            }
        }
        let (own, all) = (fs::read_to_string(own.join(table))?, fs::read_to_string(all.join(table))?);
        let rows = difference(key, &own, &all);
        if rows.is_empty() {
            continue;
        }
        if sorted(&merged(table, key, &own, &rows.join("\n"))?) != sorted(&all) {
            return Err(format!("{table}: a thing is counted in two rows, which cannot be told apart").into());
        }
        let folder = Folder::new(at.join(Path::new(table).parent().unwrap_or(Path::new(""))))?;
        let name = Path::new(table).file_name().unwrap_or_default().to_string_lossy();
        folder.table(
            &name,
            &[HEAD],
            rows.iter().map(|row| row.split('\t').map(str::to_owned).collect()).collect(),
        )?;
    }
    Ok(())
}

/// The rows, whatever their order.
fn sorted(table: &str) -> Vec<&str> {
    let mut rows: Vec<&str> = table.lines().filter(|row| !row.is_empty() && !row.starts_with('#')).collect();
    rows.sort_unstable();
    rows
}
