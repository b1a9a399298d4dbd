//! Limit B: a plain program that writes the rows of setup requests durably, and does nothing else.
//!
//! Callers wait for the commit of their rows; a group is what waits. Once through the driver that the gateway uses, and for
//! reference through the barest driver there is.

mod bare_postgres;
mod bare_sqlite;
mod rows;
mod sqlx_postgres;
mod sqlx_sqlite;

use std::{rc::Rc, sync::Arc};

use anyhow::Context;
use tokio::sync::{Mutex, mpsc, oneshot};

use self::rows::{Set, Template};
use crate::load::{self, Caller, Load, Window};

/// The most sets in a group: as many as the gateway takes.
const MAX_SETS: usize = 256;

/// Groups that are written at once on PostgreSQL: as many as in the gateway.
const POSTGRES_WRITERS: usize = 2;

/// Which way the rows go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// sqlx, as in the gateway.
    Sqlx,
    /// rusqlite, or tokio-postgres with all statements of a group in one round trip.
    Bare,
}

/// Rows that somebody waits for.
struct Waiting {
    set: Set,
    answer: oneshot::Sender<Result<(), String>>,
}

/// Writes groups.
trait Writer {
    /// Writes sets and returns after they are durable.
    async fn write(&mut self, sets: &[Set]) -> anyhow::Result<()>;
}

/// Somebody who writes, and waits until it is durable.
struct WriteCaller {
    template: Rc<Template>,
    queue: mpsc::Sender<Waiting>,
}

impl Caller for WriteCaller {
    async fn call(&mut self) -> anyhow::Result<()> {
        let (answer, answered) = oneshot::channel();
        let set = self.template.next()?;
        self.queue
            .send(Waiting { set, answer })
            .await
            .ok()
            .context("the writer has stopped")?;
        answered
            .await
            .context("the writer has stopped")?
            .map_err(anyhow::Error::msg)
    }
}

/// Measures. The database must hold a setup request that the gateway answered: its rows are what is written.
pub async fn measure(
    url: &str,
    driver: Driver,
    callers: usize,
    window: Window,
) -> anyhow::Result<Load> {
    let (queue, waiting) = mpsc::channel(1024);
    let template = if url.starts_with("sqlite:") {
        let template = rows::read_sqlite(url).await?;
        match driver {
            Driver::Sqlx => {
                let writer = sqlx_sqlite::Inserter::open(url, &template).await?;
                serve(vec![writer], waiting);
            }
            Driver::Bare => bare_sqlite::serve(url, &template, waiting)?,
        }
        template
    } else {
        let template = rows::read_postgres(url).await?;
        match driver {
            Driver::Sqlx => {
                let mut writers = Vec::new();
                for _ in 0..POSTGRES_WRITERS {
                    writers.push(sqlx_postgres::Inserter::open(url, &template).await?);
                }
                serve(writers, waiting);
            }
            Driver::Bare => {
                let mut writers = Vec::new();
                for _ in 0..POSTGRES_WRITERS {
                    writers.push(bare_postgres::Inserter::open(url, &template).await?);
                }
                serve(writers, waiting);
            }
        }
        template
    };
    let template = Rc::new(template);
    let callers = (0..callers)
        .map(|_| WriteCaller {
            template: Rc::clone(&template),
            queue: queue.clone(),
        })
        .collect();
    drop(queue);
    load::drive(callers, window, None).await
}

/// Lets writers take what waits, until there are no callers any more.
fn serve<W: Writer + Send + 'static>(writers: Vec<W>, waiting: mpsc::Receiver<Waiting>) {
    let waiting = Arc::new(Mutex::new(waiting));
    for mut writer in writers {
        let waiting = Arc::clone(&waiting);
        tokio::task::spawn_local(async move {
            loop {
                let group = {
                    let mut waiting = waiting.lock().await;
                    match waiting.recv().await {
                        Some(first) => complete(first, &mut waiting),
                        None => return,
                    }
                };
                let (sets, answers): (Vec<_>, Vec<_>) = group
                    .into_iter()
                    .map(|waiting| (waiting.set, waiting.answer))
                    .unzip();
                answer(answers, writer.write(&sets).await);
            }
        });
    }
}

/// A group: what waits behind the first.
fn complete(first: Waiting, waiting: &mut mpsc::Receiver<Waiting>) -> Vec<Waiting> {
    let mut group = vec![first];
    while group.len() < MAX_SETS {
        let Ok(next) = waiting.try_recv() else { break };
        group.push(next);
    }
    group
}

fn answer(answers: Vec<oneshot::Sender<Result<(), String>>>, result: anyhow::Result<()>) {
    let result = result.map_err(|error| format!("{error:#}"));
    for answer in answers {
        // A caller whose time is up does not wait any more.
        let _ = answer.send(result.clone());
    }
}
