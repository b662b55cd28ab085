//! Measures how long reading and searching a large record takes, and how much memory.
//!
//! `cargo run --release -p detente-evidence --example measure -- [FILE]`; without a file, or with
//! one that does not exist, a text of 100 MB is generated (and written there).

use std::error::Error;
use std::time::Instant;

use detente_evidence::{Format, Lookup, Record, clipped_hedges, coverage};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1);
    let bytes = match &file {
        Some(file) if std::fs::exists(file)? => std::fs::read(file)?,
        Some(file) => {
            let bytes = generate(100_000_000).into_bytes();
            std::fs::write(file, &bytes)?;
            bytes
        }
        None => generate(100_000_000).into_bytes(),
    };
    let format = Format::guess(file.as_deref().unwrap_or("record.txt"), &bytes);
    println!("record           {:>9.1} MB", bytes.len() as f64 / 1e6);
    report("at the start", None);

    let start = Instant::now();
    let record = Record::parse(&bytes, format)?;
    drop(bytes);
    report("parse", Some(start));
    println!("                 {:>9} paragraphs", record.paragraphs().len());

    let start = Instant::now();
    let sentences = record.sentences().len();
    report("sentences", Some(start));
    println!("                 {sentences:>9} sentences");

    // One quotation per level, each found at the very end, then one that is nowhere.
    let quotes = [
        ("exact", "the “last” word"),
        ("typographic", "the \"last\" word"),
        ("layout", "the \"last\" word on the demarcation line"),
        ("apparatus", "raised at the talks in Geneva"),
        ("supplied", "raised the talks in Geneva"),
        ("elided", "the \"last\" word … the talks in Geneva"),
        ("not found", "the \"last\" phrase on 29 demarcation lines"),
    ];
    for (name, quote) in quotes {
        for turn in ["first", "again"] {
            let start = Instant::now();
            let lookup = record.find(quote, None);
            report(&format!("{name}, {turn}"), Some(start));
            if let Lookup::Found(passage) = lookup {
                let _ = clipped_hedges(&record, &[passage], None);
            }
        }
    }
    let start = Instant::now();
    let _ = coverage(&record, std::slice::from_ref(&(0..record.chars() / 2)), &[]);
    report("coverage", Some(start));
    Ok(())
}

/// Prints one line: what, how long, and the memory the process holds now and held at most.
fn report(what: &str, since: Option<Instant>) {
    let time = since.map_or_else(String::new, |since| {
        format!("{:>7.1} ms", since.elapsed().as_secs_f64() * 1e3)
    });
    println!("{what:<20} {time:>12}   {:>6} now {:>6} peak", memory("VmRSS:"), memory("VmHWM:"));
}

/// A line of the kernel's account of this process, in MB; a dash where there is none.
fn memory(line: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|row| row.strip_prefix(line)?.trim().strip_suffix(" kB")?.parse::<u64>().ok())
        .map_or_else(|| "-".to_owned(), |kib| format!("{} MB", kib * 1024 / 1_000_000))
}

/// A made-up protocol: paragraphs of lines, with the marks that records have.
fn generate(bytes: usize) -> String {
    let lines = [
        "The delegate said that it could be assumed the other side would not agree to the line,",
        "and that “some 27,000 men” had been held [in camps] since the second week of June; nobody",
        "present knew why. He asked whether a meeting might be arranged before the armistice—if the",
        "conference were to be post-\nponed—and [Translator's note: illegible] what guarantees there were.",
        "Mr. Smith of the U.S. delegation replied that this was *quite* possible. [...] It was late.",
    ];
    let mut text = String::with_capacity(bytes + 1000);
    let mut n = 0usize;
    while text.len() < bytes {
        text.push_str(lines[n * 7 % 5]);
        text.push_str(&format!(" (No. {n})"));
        text.push_str(if n % 6 == 5 { ".\n\n" } else { "\n" });
        n += 1;
    }
    text.push_str("\n\nThis is the “last” word\non the demar-\ncation line, raised [at] the talks in Geneva.\n");
    text
}
