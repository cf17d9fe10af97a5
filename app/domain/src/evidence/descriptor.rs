//! Descriptors, `<number>.desc`: what the machine knows of a film beside its log.

use serde::{Deserialize, Serialize};

/// A descriptor. Every field may be missing: real files hold as little as `CONTINUATION=1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Descriptor {
    /// The number the machine filmed under: the digits of the descriptor's own name.
    pub number: Option<String>,
    pub last_file: Option<String>,
    /// Index of the last frame of the last job, from 0.
    pub last_file_index: Option<u32>,
    /// The first file ever filmed under this number; may be of another project.
    pub first_file: Option<String>,
    pub first_file_index: Option<u32>,
    /// Exposures of all passes under this number together.
    pub image_count: Option<u32>,
    /// `FRAMECOUNT` of the older `.Ini`.
    pub frame_count: Option<u32>,
    /// The film was declared continued.
    pub continuation: Option<bool>,
}

impl Descriptor {
    /// Reads `KEY=value` lines; keys in any case, unknown ones left out. `None` where no line is a descriptor's.
    pub(super) fn read(number: Option<String>, text: &str) -> Option<Self> {
        let mut descriptor = Self { number, ..Self::default() };
        let mut recognised = false;
        for line in text.split(['\r', '\n']) {
            let line = line.trim();
            recognised |= line.eq_ignore_ascii_case("[INFO]");
            if let Some((key, value)) = line.split_once('=') {
                recognised |= descriptor.take(&key.trim().to_lowercase(), value.trim());
            }
        }
        recognised.then_some(descriptor)
    }

    /// Keeps one value; `false` where the key is unknown.
    fn take(&mut self, key: &str, value: &str) -> bool {
        let text = || (!value.is_empty()).then(|| value.to_owned());
        let number = || value.parse().ok();
        match key {
            "lastfile" | "letzte datei auf film" => self.last_file = text(),
            "lastfileindex" => self.last_file_index = number(),
            "firstfile" | "erste datei auf film" => self.first_file = text(),
            "firstfileindex" => self.first_file_index = number(),
            "imagecount" | "# belichteter frames" => self.image_count = number(),
            "framecount" => self.frame_count = number(),
            "continuation" => self.continuation = number().map(|mark: u32| mark != 0),
            _ => return false,
        }
        true
    }
}
