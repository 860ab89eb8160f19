//! Page images, which the program has read by the engine that is installed.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether the engine is there; says so when it is not, and why nothing was tested.
#[expect(clippy::print_stderr)] // A test that was not run must say so.
fn engine_is_there() -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").stderr(Stdio::null()).output();
    let there =
        listed.is_ok_and(|listed| String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == "nld"));
    if !there {
        eprintln!("SKIPPED: tesseract with its Dutch data is not installed, so no page image was read");
    }
    there
}

#[test]
fn without_an_engine_an_image_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("scan.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .args(["clean", "scan.png"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("apt install tesseract-ocr tesseract-ocr-nld"), "{said}");
}

/// A PDF whose page is the image of a file, which holds no text at all.
fn pdf_of(png: &[u8]) -> Vec<u8> {
    // The pixels of a PNG are packed as a PDF packs them.
    let mut pixels = Vec::new();
    let mut at = 8;
    while let Some(head) = png.get(at..at + 8) {
        let length = u32::from_be_bytes(head[..4].try_into().unwrap()) as usize;
        if &head[4..] == b"IDAT" {
            pixels.extend_from_slice(&png[at + 8..at + 8 + length]);
        }
        at += length + 12;
    }
    let drawing = "q 540 0 0 324 0 0 cm /I Do Q";
    let image = format!(
        "<</Type/XObject/Subtype/Image/Width 1500/Height 900/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode\
         /DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns 1500>>/Length {}>>\nstream\n",
        pixels.len()
    );
    let objects: [Vec<u8>; 5] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 540 324]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
            .to_vec(),
        format!("<</Length {}>>\nstream\n{drawing}\nendstream", drawing.len()).into_bytes(),
        [image.as_bytes(), &pixels, b"\nendstream"].concat(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    let rows: Vec<String> = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let rows = rows.concat();
    let end = format!(
        "xref\n0 6\n0000000000 65535 f \n{rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    );
    out.extend_from_slice(end.as_bytes());
    out
}

/// Whether PDFs can be drawn; says so when they cannot.
#[expect(clippy::print_stderr)] // A test that was not run must say so.
fn poppler_is_there() -> bool {
    let there =
        Command::new("pdftoppm").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        eprintln!("SKIPPED: poppler's pdftoppm is not installed, so no PDF of images was read");
    }
    there
}

#[test]
fn a_pdf_of_images_is_drawn_and_read() {
    if !engine_is_there() || !poppler_is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("scan.pdf"), pdf_of(include_bytes!("../../fixtures/scan/page.png")))
        .unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ontwar"));
        command.args(arguments).arg("scan.pdf").current_dir(folder.path()).output().unwrap()
    };
    let output = run(&["clean", "--format", "text"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        include_str!("../../fixtures/scan/expected.txt"),
        "{said}"
    );
    let output = run(&["batch", "--output", "out", "--max-pages", "0"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains("more than 0 pages; see --max-pages"), "{said}");
}

#[test]
fn without_poppler_a_pdf_of_images_says_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("scan.pdf"), pdf_of(include_bytes!("../../fixtures/scan/page.png")))
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .args(["clean", "scan.pdf"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && said.contains("apt install poppler-utils"), "{said}");
}

#[test]
fn a_page_image_is_read() {
    if !engine_is_there() {
        return;
    }
    let image = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scan/page.png");
    let output = Command::new(env!("CARGO_BIN_EXE_ontwar"))
        .args(["clean", "--format", "text"])
        .arg(image)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let wanted = include_str!("../../fixtures/scan/expected.txt");
    assert_eq!(text, wanted, "{said}");
}
