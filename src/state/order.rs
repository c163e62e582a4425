//! What is to leave the app. The work is done by the shell, in a part of the program that the first page does not wait for.

use journey_output::chart::{Chart, TableTwin};
use std::sync::Arc;

/// The form in which a picture leaves the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// A file that any size is drawn from.
    Svg,
    /// A file of pixels.
    Png,
    /// Pixels on the clipboard.
    Copied,
}

/// A picture that leaves the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Name of the picture's file, without the extension.
    pub name: String,
    /// The picture as an SVG file.
    pub svg: Arc<str>,
}

/// An order for something to leave the app.
#[derive(Debug, Clone)]
pub enum Order {
    /// The workbook with live formulas.
    Workbook,
    /// The chosen table of the plan, as CSV.
    Csv,
    /// The page itself with the plan in it.
    Living,
    /// The map as a picture.
    Map(PictureFormat),
    /// A chart as a picture.
    Chart(Box<Chart>, PictureFormat),
    /// The table of a chart, onto the clipboard.
    Cells(TableTwin),
    /// A picture that is drawn already.
    Drawn(Picture, PictureFormat),
}
