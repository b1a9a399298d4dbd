//! The server, over HTTP and on both databases. One module for each part of the URL space.

mod permissions;
mod stores;
