//! A new migration makes a new program: the macro that embeds them does not see a file that was added.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
