//! What was done where no output says so itself: text and XML do not tell with
//! which options they were made, as JSON does.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

/// What it is called, in the folder of the outputs.
const NAME: &str = ".ontwar-done";

/// A line for each input whose outputs all stand, which tells it by a digest.
pub(super) struct Journal {
    earlier: HashSet<u128>,
    file: Mutex<File>,
}

impl Journal {
    /// Goes on with what an earlier run left if `resume`, else starts anew.
    pub(super) fn open(root: &Path, resume: bool) -> io::Result<Self> {
        let path = root.join(NAME);
        let mut earlier = HashSet::new();
        if resume && let Ok(mut file) = File::open(&path) {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            // The last line of a run that was killed may be half a line: that is no number of this length.
            let whole = text.lines().filter(|line| line.len() == 32);
            earlier.extend(whole.filter_map(|line| u128::from_str_radix(line, 16).ok()));
        }
        let file = File::options().create(true).append(true).truncate(false).open(&path)?;
        if !resume {
            file.set_len(0)?;
        }
        Ok(Self { earlier, file: Mutex::new(file) })
    }

    /// What an input is known by: its name, its bytes, and how it is worked on.
    pub(super) fn key(below: &Path, bytes: &[u8], how: &str) -> u128 {
        let mut digest = Sha256::new();
        for part in [below.as_os_str().as_encoded_bytes(), how.as_bytes()] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        digest.update(bytes);
        digest.finalize().iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte))
    }

    /// Whether an earlier run did it.
    pub(super) fn has(&self, key: u128) -> bool {
        self.earlier.contains(&key)
    }

    /// Notes that all outputs of an input stand.
    pub(super) fn add(&self, key: u128) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(format!("{key:032x}\n").as_bytes())
    }
}
