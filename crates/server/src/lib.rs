#![doc = include_str!("../README.md")]

pub mod api;
pub mod app;
pub mod auth;
pub mod boundary;
pub mod clock;
pub mod config;
pub mod docs;
pub mod health;
pub mod openapi;
pub mod peer;
pub mod problem;
pub mod sealing;
pub mod state;
pub mod telemetry;
pub mod validation;
