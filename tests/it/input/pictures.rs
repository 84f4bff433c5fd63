//! Files that pretend to be pictures, and some that are.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testkit::{Answer, TestShop};

/// A picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

/// A picture in some format.
pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(vec![]);
    DynamicImage::new_rgb8(width, height)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

/// Sends the file as the owner of the shop does.
pub async fn upload(shop: &TestShop, product: &str, file: Vec<u8>) -> Answer {
    send(
        shop,
        product,
        Part::bytes(file)
            .file_name("foto.png")
            .mime_str("image/png")
            .unwrap(),
    )
    .await
}

/// Sends a part as the file.
pub async fn send(shop: &TestShop, product: &str, part: Part) -> Answer {
    let path = format!("/api/v1/products/{product}/pictures");
    let form = Form::new().part("file", part);
    shop.owner
        .send(shop.owner.request(Method::POST, &path).multipart(form))
        .await
}

/// A true PNG of black, one bit a pixel, so well compressed that some hundred kilobytes unfold to `side²` pixels.
pub fn bomb(side: u32) -> Vec<u8> {
    let header = [
        side.to_be_bytes().as_slice(),
        side.to_be_bytes().as_slice(),
        &[1, 0, 0, 0, 0],
    ]
    .concat();
    let row = usize::try_from(side.div_ceil(8) + 1).unwrap();
    let data = zeros_deflated(row * usize::try_from(side).unwrap());
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(*b"IHDR", &header),
        &chunk(*b"IDAT", &data),
        &chunk(*b"IEND", b""),
    ]
    .concat()
}

/// A chunk with its length and checksum (PNG, third edition, §5.3).
pub fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let named = [kind.as_slice(), data].concat();
    [length.as_slice(), &named, &crc32(&named).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| {
        if crc & 1 == 1 {
            0xEDB8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc))
    })
}

/// So many zero bytes as zlib data: one literal, then copies of 258 (RFC 1951 §3.2.6, fixed codes).
fn zeros_deflated(length: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(0b011, 3);
    // Codes are packed from their highest bit, so they stand here reversed: literal 0 is 00110000, length 258 is
    // 11000101, distance 1 is 00000, the end is 0000000.
    let copies = (length - 1) / 258;
    for _ in 0..length - copies * 258 {
        bits.push(0b0000_1100, 8);
    }
    for _ in 0..copies {
        bits.push(0b1010_0011, 8);
        bits.push(0, 5);
    }
    bits.push(0, 7);
    let adler = (u32::try_from(length % 65_521).unwrap() << 16) | 1;
    [&[0x78, 0x01], bits.finish().as_slice(), &adler.to_be_bytes()].concat()
}

/// Bits from the lowest of each byte.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, bits: u32, count: u32) {
        self.pending |= bits << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push((self.pending & 0xFF) as u8);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(0, 7);
        self.bytes
    }
}

#[test]
fn the_bomb_is_a_true_picture() {
    let picture = image::load_from_memory(&bomb(1_200)).unwrap();
    assert_eq!((picture.width(), picture.height()), (1_200, 1_200));
}
