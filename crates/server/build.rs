//! Makes the folder that the console is taken from, so that the program builds before the console does, and builds the program
//! anew when the console changed.

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist");
    // A folder that cannot be made is reported by what needs it.
    let _ = std::fs::create_dir_all(folder);
    println!("cargo:rerun-if-changed={folder}");
}
