//! A plan file as a text chunk of a PNG file (ISO/IEC 15948, 11.3.4.5 and 5.3).

use super::EmbedError;
use crate::exchange::plan_file::FORMAT;

/// Beginning of every PNG file.
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Kind of a chunk with an international text, in UTF-8.
const TEXT: [u8; 4] = *b"iTXt";
const END: [u8; 4] = *b"IEND";

/// Whether `bytes` begin as a PNG file does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// Puts a plan file before the end of a PNG file.
pub(super) fn insert(png: &[u8], plan_file: &str) -> Result<Vec<u8>, EmbedError> {
    let end = chunks(png).find(|chunk| chunk.as_ref().is_ok_and(|c| c.kind == END));
    let Some(Ok(end)) = end else { return Err(EmbedError::NotAPicture) };
    let (before, after) = png.split_at_checked(end.offset).ok_or(EmbedError::NotAPicture)?;
    let mut data = FORMAT.as_bytes().to_vec();
    // After the keyword: not compressed, the only method, no language, no translated keyword.
    data.extend([0, 0, 0, 0, 0]);
    data.extend(plan_file.as_bytes());
    let length = u32::try_from(data.len()).map_err(|_| EmbedError::TooLarge { size: data.len() })?;
    let mut out = before.to_vec();
    out.extend(length.to_be_bytes());
    out.extend(TEXT);
    out.extend(&data);
    out.extend(crc(TEXT.iter().chain(&data)).to_be_bytes());
    out.extend(after);
    Ok(out)
}

/// The plan file in a PNG file.
pub(super) fn plan_in(png: &[u8]) -> Result<&[u8], EmbedError> {
    for chunk in chunks(png) {
        let chunk = chunk?;
        let Some(text) = keyed(chunk.data).filter(|_| chunk.kind == TEXT) else { continue };
        if crc(chunk.kind.iter().chain(chunk.data)) != chunk.crc {
            return Err(EmbedError::Damaged("the checksum of the plan inside is wrong"));
        }
        return plain(text);
    }
    Err(EmbedError::NoPlan)
}

/// The data of a text chunk behind our keyword.
fn keyed(data: &[u8]) -> Option<&[u8]> {
    data.strip_prefix(FORMAT.as_bytes())?.strip_prefix(&[0])
}

/// The text behind compression flag and method, language and translated keyword.
fn plain(rest: &[u8]) -> Result<&[u8], EmbedError> {
    let cut = EmbedError::Damaged("the plan inside breaks off");
    let (flags, rest) = rest.split_at_checked(2).ok_or_else(|| cut.clone())?;
    if flags.first() != Some(&0) {
        return Err(EmbedError::Compressed);
    }
    rest.splitn(3, |byte| *byte == 0).nth(2).ok_or(cut)
}

/// A chunk and where it begins.
struct Chunk<'a> {
    offset: usize,
    kind: [u8; 4],
    data: &'a [u8],
    crc: u32,
}

/// The chunks of a PNG file up to its end, or up to where it breaks off.
fn chunks(png: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, EmbedError>> {
    let mut offset = SIGNATURE.len();
    let mut is_over = !is_one(png);
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let chunk = chunk_at(png, offset).ok_or(EmbedError::Damaged("the picture breaks off"));
        is_over = chunk.as_ref().map_or(true, |chunk| chunk.kind == END);
        // Length, kind and checksum are four bytes each.
        offset += chunk.as_ref().map_or(0, |chunk| chunk.data.len() + 12);
        Some(chunk)
    })
}

fn chunk_at(png: &[u8], offset: usize) -> Option<Chunk<'_>> {
    let (length, rest) = png.get(offset..)?.split_first_chunk()?;
    let (kind, rest) = rest.split_first_chunk()?;
    let (data, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let (crc, _) = rest.split_first_chunk()?;
    Some(Chunk { offset, kind: *kind, data, crc: u32::from_be_bytes(*crc) })
}

/// The checksum of PNG: CRC-32 as in ISO 3309.
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::crc;

    /// The check value of the standard, and the checksum that stands in every PNG file behind its end.
    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(crc(b"123456789".iter()), 0xcbf4_3926);
        assert_eq!(crc(b"IEND".iter()), 0xae42_6082);
    }
}
