//! What there is to do: files, folders and globs, walked as the work goes.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use globset::{GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use ontwar::read::pages_of_mets;

use super::names;
use super::skipped::Skipped;

/// The inputs as found, in order, without repeats. Holds no list of files.
pub(crate) struct Worklist {
    roots: Vec<Root>,
    /// The deepest folder that holds all inputs: outputs mirror the tree below it.
    top: PathBuf,
    take: Option<GlobSet>,
    /// Those names as they were typed.
    include: Vec<String>,
    /// Where outputs go, so that they are not taken for inputs.
    leave: Option<PathBuf>,
    lists: Vec<PageList>,
}

/// A METS among the inputs.
pub(crate) struct PageList {
    pub(crate) path: PathBuf,
    /// Its pages: how it names each, and the path of it.
    pub(crate) pages: Vec<(String, PathBuf)>,
}

enum Root {
    File(PathBuf),
    Folder(PathBuf),
    /// All below the folder that matches.
    Glob(PathBuf, GlobMatcher),
}

/// One file to clean.
pub(crate) struct Item {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Where it is below the top: a relative path of plain names.
    pub(crate) below: PathBuf,
    /// Whether somebody asked for it, by its own name or by a pattern.
    pub(crate) asked: bool,
}

/// What the walk comes upon.
pub(crate) enum Found {
    Item(Item),
    /// A place that cannot be read.
    Unreadable(ignore::Error),
}

/// The files that a METS names as its pages; `None` if the path is no METS.
fn listed(path: &Path) -> Option<PageList> {
    if !path.is_file() || path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("xml")) {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let path = dunce::canonicalize(path).ok()?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let here = |name: String| {
        let page = folder.join(name.strip_prefix("file://").unwrap_or(&name));
        page.is_file().then_some((name, page))
    };
    let pages: Vec<_> = pages_of_mets(&text)?.into_iter().filter_map(here).collect();
    (!pages.is_empty()).then_some(PageList { path, pages })
}

impl Worklist {
    pub(crate) fn new(inputs: &[OsString], include: &[String], leave: Option<&Path>) -> anyhow::Result<Self> {
        let (mut roots, mut lists) = (Vec::new(), Vec::new());
        for input in inputs {
            // The pages of a METS come in its order, where its own name stands among the others.
            if let Some(list) = listed(Path::new(input)) {
                let pages = list.pages.iter().map(|(_, page)| page.clone());
                roots.extend(pages.map(|page| (list.path.clone(), Root::File(page))));
                lists.push(list);
            } else {
                let root = Root::new(input)?;
                roots.push((root.path().to_owned(), root));
            }
        }
        roots.sort_by(|a, b| a.0.cmp(&b.0));
        let roots: Vec<Root> = roots.into_iter().map(|root| root.1).collect();
        let mut top = roots.first().map(Root::folder).context("no input")?.to_owned();
        // A METS is an input as well: what is made of its pages stands below what is made of it.
        let folders = || {
            let of_lists = lists.iter().filter_map(|list| list.path.parent());
            roots.iter().map(Root::folder).chain(of_lists)
        };
        while !folders().all(|folder| folder.starts_with(&top)) {
            top.pop();
        }
        let take = if include.is_empty() { None } else { Some(set(include)?) };
        // Outputs that go beside their inputs are told apart by their names.
        let leave = leave.and_then(|path| dunce::canonicalize(path).ok());
        let leave = leave.filter(|leave| roots.iter().all(|root| root.path() != leave));
        Ok(Self { roots, top, take, include: include.to_vec(), leave, lists })
    }

    /// The METS among the inputs.
    pub(crate) fn lists(&self) -> &[PageList] {
        &self.lists
    }

    /// Where a path is below the top: a relative path of plain names.
    pub(crate) fn below_top(&self, path: &Path) -> PathBuf {
        // Every root lies below the top, and the walk follows no link out of it.
        let below = path.strip_prefix(&self.top).unwrap_or(path);
        below.components().filter(|part| matches!(part, Component::Normal(_))).collect()
    }

    /// Walks, in the order of the names, and counts what it passes over.
    pub(crate) fn walk(&self, passed: &Arc<Skipped>) -> impl Iterator<Item = Found> + '_ {
        let (counting, passed) = (Arc::clone(passed), Arc::clone(passed));
        let all = self.roots.iter().enumerate();
        let mut page = (PathBuf::new(), PathBuf::new());
        all.flat_map(move |(at, root)| self.below(at, root, Arc::clone(&counting))).inspect(move |found| {
            let Found::Item(item) = found else { return };
            // Files of one page follow each other.
            let this = names::page(&item.path);
            if this == page.0 {
                passed.same(&page.1, &item.path);
            }
            page = (this, item.path.clone());
        })
    }

    fn below(&self, at: usize, root: &Root, passed: Arc<Skipped>) -> impl Iterator<Item = Found> + '_ {
        let leave = self.leave.clone();
        let mut walk = ignore::WalkBuilder::new(root.path());
        // Hidden files and links are left alone; no file in the tree says what else is.
        walk.standard_filters(false).follow_links(false);
        walk.sort_by_file_name(OsStr::cmp);
        let counting = Arc::clone(&passed);
        walk.filter_entry(move |entry| {
            let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
            // What outputs are written to meanwhile is nobody's.
            if hidden && entry.file_name() != super::MEANWHILE {
                counting.over("hidden");
            }
            !hidden && Some(entry.path()) != leave.as_deref()
        });
        let is_folder = matches!(root, Root::Folder(_));
        walk.build().filter_map(move |found| match found {
            Err(error) => Some(Found::Unreadable(error)),
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => None,
            Ok(entry) => {
                let path = entry.into_path();
                if self.roots[..at].iter().any(|earlier| self.takes(earlier, &path)) {
                    return None;
                }
                if self.takes(&self.roots[at], &path) {
                    return Some(self.item(at, path));
                }
                match fs::symlink_metadata(&path) {
                    Ok(found) if found.is_symlink() => passed.over("link"),
                    // A pattern says itself what it leaves out.
                    Ok(found) if found.is_file() && is_folder => passed.file(&path),
                    Ok(found) if !found.is_file() => passed.over("no regular file"),
                    _ => {}
                }
                None
            }
        })
    }

    /// The inputs that lie in a folder itself, in the order of their names.
    pub(crate) fn beside(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        let hidden =
            |path: &PathBuf| path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
        files.retain(|path| !hidden(path) && self.roots.iter().any(|root| self.takes(root, path)));
        files.sort();
        files
    }

    /// Whether names were chosen, so that others are left out on purpose.
    pub(crate) fn chooses(&self) -> bool {
        self.take.is_some()
    }

    /// What there was to look for, for a person who finds nothing.
    pub(crate) fn wanted(&self) -> String {
        if !self.roots.iter().any(|root| matches!(root, Root::Folder(_))) {
            return "files that match the pattern".to_owned();
        }
        match self.include.as_slice() {
            [] => format!("files named {}, or without such an ending", names::all()),
            patterns => format!("files named {}", patterns.join(" or ")),
        }
    }

    fn item(&self, at: usize, path: PathBuf) -> Found {
        let below = self.below_top(&path);
        let asked = self.take.is_some() || !matches!(self.roots[at], Root::Folder(_));
        Found::Item(Item { path, below, asked })
    }

    fn takes(&self, root: &Root, path: &Path) -> bool {
        match root {
            // Asked for by name: whatever it is, it is tried.
            Root::File(file) => file == path,
            Root::Glob(folder, glob) => path.starts_with(folder) && glob.is_match(path) && is_file(path),
            Root::Folder(folder) => path.starts_with(folder) && self.is_page(path) && is_file(path),
        }
    }

    fn is_page(&self, path: &Path) -> bool {
        match &self.take {
            Some(take) => path.file_name().is_some_and(|name| take.is_match(name)),
            None => names::is_page(path),
        }
    }
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

impl Root {
    fn new(input: &OsStr) -> anyhow::Result<Self> {
        let path = Path::new(input);
        match fs::metadata(path) {
            Ok(found) => {
                let path =
                    dunce::canonicalize(path).with_context(|| format!("cannot use {}", path.display()))?;
                Ok(if found.is_dir() { Self::Folder(path) } else { Self::File(path) })
            }
            Err(error) => match input.to_str().filter(|text| text.contains(['*', '?', '[', '{'])) {
                Some(pattern) => Self::glob(pattern),
                None => Err(error).with_context(|| format!("cannot use {}", path.display())),
            },
        }
    }

    fn glob(pattern: &str) -> anyhow::Result<Self> {
        let is_plain = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
        // Windows parts folders with either; there a backslash escapes nothing.
        let pattern = &if cfg!(windows) { pattern.replace('\\', "/") } else { pattern.to_owned() };
        let plain: Vec<&str> = pattern.split('/').take_while(is_plain).collect();
        // `C:` alone is where one stands on that drive, `C:/` its top.
        let drive = cfg!(windows) && matches!(plain.as_slice(), [drive] if drive.ends_with(':'));
        let rest: Vec<&str> = pattern.split('/').skip(plain.len()).collect();
        let folder = match plain.join("/") {
            empty if empty.is_empty() && pattern.starts_with('/') => "/".to_owned(),
            empty if empty.is_empty() => ".".to_owned(),
            folder if drive => folder + "/",
            folder => folder,
        };
        let folder =
            dunce::canonicalize(&folder).with_context(|| format!("cannot use {pattern:?}: {folder}"))?;
        if rest.contains(&"..") {
            bail!("cannot use {pattern:?}: .. after a wildcard");
        }
        let Some(text) = folder.to_str() else {
            bail!(
                "cannot use {pattern:?}: the folder it starts from has a name that is not UTF-8; name the folder itself and use --include"
            );
        };
        let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
        let whole = format!("{}/{}", globset::escape(text.trim_end_matches('/')), rest.join("/"));
        Ok(Self::Glob(folder, glob(&whole)?.compile_matcher()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Folder(path) | Self::Glob(path, _) => path,
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::File(path) => path.parent().unwrap_or(path),
            Self::Folder(path) | Self::Glob(path, _) => path,
        }
    }
}

fn glob(pattern: &str) -> anyhow::Result<globset::Glob> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.with_context(|| format!("cannot use the pattern {pattern:?}"))
}

fn set(patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(glob(pattern)?);
    }
    Ok(set.build()?)
}
