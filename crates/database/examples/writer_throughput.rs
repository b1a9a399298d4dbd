//! Measures how many punch-outs a second the writer makes durable:
//!
//! `cargo run --release -p database --example writer_throughput -- URL [CALLERS] [PUNCH-OUTS]`
//!
//! Each caller opens a session with its event, its log entry and both bodies, waits until that is durable, and opens the next. The
//! database should be one made for this; it is migrated and filled.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that fails has to say so"
)]

#[path = "../tests/it/data.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' data, of which this uses a part"
)]
mod data;

use std::{sync::Arc, time::Instant};

use data::World;
use database::{ConnectOptions, Database, writer::WriteSet};
use punchout::transaction::LoggedBody;
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("the database's URL comes first");
    let mut number = |default| {
        arguments
            .next()
            .map_or(default, |text| text.parse().expect("a number"))
    };
    let (callers, punch_outs) = (number(64), number(50_000));

    let db = Database::connect(&ConnectOptions::new(url))
        .await
        .expect("the database can be reached");
    db.migrate().await.expect("the schema can be made");
    let world = Arc::new(World::make(&db).await);
    let bodies = Arc::new((body(1_800), body(700)));
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let (db, world, bodies) = (db.clone(), Arc::clone(&world), Arc::clone(&bodies));
        tasks.spawn(async move {
            let mut times = Vec::new();
            for _ in 0..punch_outs / callers {
                let began = Instant::now();
                db.writer()
                    .commit(punch_out(&world, &bodies))
                    .await
                    .expect("a punch-out can be written");
                times.push(began.elapsed());
            }
            times
        });
    }
    let mut times = tasks.join_all().await.concat();
    let took = began.elapsed();
    times.sort_unstable();
    let share = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{callers} callers: {:.0} a second; p50 {:?}, p99 {:?}, max {:?}",
        times.len() as f64 / took.as_secs_f64(),
        share(50),
        share(99),
        share(100),
    );
}

fn punch_out(world: &World, bodies: &(LoggedBody, LoggedBody)) -> WriteSet {
    let session = world.session();
    let mut set = world.set(&session);
    for entry in &mut set.transactions {
        entry.request_body = bodies.0.clone();
        entry.response_body = bodies.1.clone();
    }
    set
}

/// Something that compresses about as well as a document.
fn body(length: usize) -> LoggedBody {
    let line = |number: usize| {
        format!(
            "<Extrinsic name=\"n{number}\">{}</Extrinsic>\n",
            uuid::Uuid::new_v4()
        )
    };
    LoggedBody {
        full_size: length as u64,
        truncated: false,
        content_type: Some("text/xml; charset=UTF-8".to_owned()),
        bytes: (0..)
            .flat_map(|number| line(number).into_bytes())
            .take(length)
            .collect(),
    }
}
