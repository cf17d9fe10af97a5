//! A changed label builds the catalogue again: the macro that reads the files cannot say so itself.

fn main() {
    println!("cargo::rerun-if-changed=locales");
}
