//! [`Document`](crate::model::Document) to bytes, one file per format.

mod json;

pub use json::to_json;
