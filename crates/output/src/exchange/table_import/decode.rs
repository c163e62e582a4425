//! Bytes to text, in slices that may cut a character.

use super::ImportError;

/// How the characters of a file are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark, or plain ASCII.
    Utf8,
    /// UTF-16, little end first, told by its byte order mark.
    Utf16Le,
    /// UTF-16, big end first, told by its byte order mark.
    Utf16Be,
    /// The encoding of Windows programs where a file is not UTF-8.
    Windows1252,
}

impl Encoding {
    /// Name of the encoding.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Beginnings of files that people take for tables, and the kinds of these files.
const OTHER_KINDS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a workbook or an archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1F\x8B", "a compressed file"),
];

/// The characters of Windows-1252 from 0x80 to 0x9F; its five gaps hold the control characters of their number.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// State of the detection so far.
#[derive(Clone, Copy)]
enum DetectedEncoding {
    /// Too little was read to see a byte order mark.
    Nothing,
    /// Only ASCII so far, which UTF-8 and Windows-1252 share. The first character beyond it decides: it is hardly ever
    /// valid UTF-8 by chance, and to decide there lets a file of any size be read in one go.
    Ascii,
    /// The encoding is decided.
    As(Encoding),
}

/// Decodes slices of a file.
pub(super) struct Decoder {
    known: DetectedEncoding,
    /// The beginning of a character whose rest is in the next slice.
    pending: Vec<u8>,
    replaced: u64,
}

impl Decoder {
    pub(super) fn new() -> Self {
        Self { known: DetectedEncoding::Nothing, pending: Vec::new(), replaced: 0 }
    }

    pub(super) fn encoding(&self) -> Encoding {
        match self.known {
            DetectedEncoding::As(encoding) => encoding,
            DetectedEncoding::Nothing | DetectedEncoding::Ascii => Encoding::Utf8,
        }
    }

    /// Number of characters that could not be read and became `�`.
    pub(super) fn replaced(&self) -> u64 {
        self.replaced
    }

    /// Appends the text of `bytes` to `out`; `last` says that nothing follows.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, out: &mut String) -> Result<(), ImportError> {
        let start = out.len();
        if self.pending.is_empty() {
            self.decode(bytes, last, out)?;
        } else {
            let mut joined = std::mem::take(&mut self.pending);
            joined.extend_from_slice(bytes);
            self.decode(&joined, last, out)?;
        }
        let binary = out.as_bytes().iter().skip(start).any(|b| *b == 0);
        if binary { Err(ImportError::NotText("made of bytes that are no characters")) } else { Ok(()) }
    }

    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) -> Result<(), ImportError> {
        let mut rest = bytes;
        if let DetectedEncoding::Nothing = self.known {
            if rest.len() < 4 && !last {
                self.pending = rest.to_vec();
                return Ok(());
            }
            if let Some((_, kind)) = OTHER_KINDS.iter().find(|(begin, _)| rest.starts_with(begin)) {
                return Err(ImportError::NotText(kind));
            }
            rest = self.mark(rest);
        }
        if let DetectedEncoding::Ascii = self.known {
            let beyond = rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
            let (ascii, tail) = rest.split_at(beyond);
            out.push_str(&String::from_utf8_lossy(ascii));
            rest = tail;
            if rest.is_empty() {
                return Ok(());
            }
            self.known = match std::str::from_utf8(rest) {
                Err(e) if e.valid_up_to() == 0 && e.error_len().is_none() && !last => {
                    self.pending = rest.to_vec();
                    return Ok(());
                }
                Err(e) if e.valid_up_to() == 0 => DetectedEncoding::As(Encoding::Windows1252),
                _ => DetectedEncoding::As(Encoding::Utf8),
            };
        }
        match self.encoding() {
            Encoding::Utf8 => self.utf8(rest, last, out),
            Encoding::Utf16Le => self.utf16(rest, last, out, u16::from_le_bytes),
            Encoding::Utf16Be => self.utf16(rest, last, out, u16::from_be_bytes),
            Encoding::Windows1252 => out.extend(rest.iter().map(|b| match b {
                0x80..=0x9F => WINDOWS.get(usize::from(b - 0x80)).copied().unwrap_or(char::from(*b)),
                _ => char::from(*b),
            })),
        }
        Ok(())
    }

    /// Takes the byte order mark off the beginning of the file.
    fn mark<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let marks: [(&[u8], Encoding); 3] =
            [(b"\xEF\xBB\xBF", Encoding::Utf8), (b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)];
        for (mark, encoding) in marks {
            if let Some(rest) = bytes.strip_prefix(mark) {
                self.known = DetectedEncoding::As(encoding);
                return rest;
            }
        }
        self.known = DetectedEncoding::Ascii;
        bytes
    }

    fn utf8(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let mut rest = bytes;
        while let Err(error) = std::str::from_utf8(rest) {
            let (good, bad) = rest.split_at(error.valid_up_to());
            out.push_str(&String::from_utf8_lossy(good));
            if error.error_len().is_none() && !last {
                self.pending = bad.to_vec();
                return;
            }
            self.replace(out);
            rest = bad.get(error.error_len().unwrap_or(bad.len())..).unwrap_or_default();
        }
        out.push_str(&String::from_utf8_lossy(rest));
    }

    fn utf16(&mut self, bytes: &[u8], last: bool, out: &mut String, unit: fn([u8; 2]) -> u16) {
        let (pairs, odd) = bytes.as_chunks::<2>();
        let first_of_two = |pair: &&[u8; 2]| (0xD800..0xDC00).contains(&unit(**pair));
        let held = if last { 0 } else { usize::from(pairs.last().as_ref().is_some_and(first_of_two)) };
        let (now, later) = pairs.split_at(pairs.len() - held);
        for character in char::decode_utf16(now.iter().map(|pair| unit(*pair))) {
            match character {
                Ok(character) => out.push(character),
                Err(_) => self.replace(out),
            }
        }
        self.pending = later.concat();
        self.pending.extend_from_slice(odd);
        if last && !odd.is_empty() {
            self.pending.clear();
            self.replace(out);
        }
    }

    fn replace(&mut self, out: &mut String) {
        out.push(char::REPLACEMENT_CHARACTER);
        self.replaced += 1;
    }
}
