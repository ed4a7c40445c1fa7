//! PNG and JPEG into pixels.

use concord_pages::Raster;
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most pixels that a picture may have: beyond what any sheet shows at 600 pixels an inch.
const MOST_PIXELS: u64 = 100_000_000;

/// Why a picture cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DecodeError {
    /// The first bytes are neither those of PNG nor of JPEG.
    NoPicture,
    /// The decoder's reason, in a few words.
    Unusable(String),
}

/// Decodes a picture.
pub(crate) fn decode(bytes: &[u8]) -> Result<Raster, DecodeError> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => decode_png(bytes).map_err(DecodeError::Unusable),
        [0xff, 0xd8, ..] => decode_jpeg(bytes).map_err(DecodeError::Unusable),
        _ => Err(DecodeError::NoPicture),
    }
}

fn check_size(width: u32, height: u32) -> Result<(), String> {
    let pixels = u64::from(width) * u64::from(height);
    if width == 0 || height == 0 || pixels > MOST_PIXELS {
        return Err(format!("{width} by {height} pixels"));
    }
    Ok(())
}

fn decode_png(bytes: &[u8]) -> Result<Raster, String> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let (width, height) = (reader.info().width, reader.info().height);
    check_size(width, height)?;
    let size = reader.output_buffer_size().ok_or("too large")?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|error| error.to_string())?;
    pixels.truncate(frame.buffer_size());
    let (rgb, alpha) = match frame.color_type {
        png::ColorType::Rgb => (pixels, None),
        png::ColorType::Rgba => split(&pixels, 4),
        png::ColorType::Grayscale => (pixels.iter().flat_map(|grey| [*grey; 3]).collect(), None),
        png::ColorType::GrayscaleAlpha => split(&pixels, 2),
        png::ColorType::Indexed => return Err("an unexpanded palette".to_owned()),
    };
    Ok(raster(width, height, rgb, alpha))
}

/// Colour and opacity apart, of pixels of two (grey) or four bytes.
fn split(pixels: &[u8], channels: usize) -> (Vec<u8>, Option<Vec<u8>>) {
    let colours = channels - 1;
    let rgb = pixels.chunks_exact(channels).flat_map(|pixel| match colours {
        1 => [pixel[0]; 3],
        _ => [pixel[0], pixel[1], pixel[2]],
    });
    let alpha: Vec<u8> = pixels.chunks_exact(channels).map(|pixel| pixel[colours]).collect();
    let transparent = alpha.iter().any(|value| *value != 255);
    (rgb.collect(), transparent.then_some(alpha))
}

fn decode_jpeg(bytes: &[u8]) -> Result<Raster, String> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| error.to_string())?;
    let info = decoder.info().ok_or("no header")?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height)?;
    let rgb = decoder.decode().map_err(|error| error.to_string())?;
    Ok(raster(width, height, rgb, None))
}

fn raster(width: u32, height: u32, rgb: Vec<u8>, alpha: Option<Vec<u8>>) -> Raster {
    Raster { width, height, rgb: rgb.into(), alpha: alpha.map(Into::into) }
}
