//! Threads that turn the keyboard and signals into events on one channel.
//!
//! All of them block in the kernel until something happens: nothing wakes up on an idle desk. One
//! reads bytes; one joins them into keys, and waits with a limit only in the middle of a sequence;
//! one waits for signals. crossterm's own reader is not used: it reports a torn sequence as Esc and
//! garbage, and spins when the terminal hangs up. Only the start of the screens calls this.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::guard;
use super::keys::Keys;
use super::profile::Encoding;
use crate::tui::event::Event;

/// One read takes at most this; a long paste comes in several.
const READ_BYTES: usize = 4096;

/// Reads waiting to be joined; more than that and the terminal waits.
const READS_QUEUED_MAX: usize = 64;

/// A second request to end counts as impatience only after this time; `timeout` and some shells send
/// each request twice at once.
const IMPATIENT_AFTER: Duration = Duration::from_secs(2);

/// Starts reading keys from `input`; its end is a [`Event::Hangup`].
pub fn read_keys(
    input: impl Read + Send + 'static,
    encoding: Encoding,
    events: Sender<Event>,
) -> io::Result<()> {
    let (chunks, read) = bounded(READS_QUEUED_MAX);
    thread::Builder::new()
        .name("tty-bytes".to_owned())
        .spawn(move || read_bytes(input, &chunks))?;
    thread::Builder::new()
        .name("tty-keys".to_owned())
        .spawn(move || join_keys(&read, Keys::new(encoding), &events))?;
    Ok(())
}

/// Starts turning signals into events: `HUP`, `TERM`, `INT`, `QUIT`, `TSTP`, `CONT`, `WINCH`.
///
/// Each `WINCH` also raises `resized`: two that are handled together may end at the size the screen had,
/// but the terminal has moved or cut what it showed.
/// Who asks the program to end a second time, after two seconds, gets it ended at once.
pub fn watch_signals(events: Sender<Event>, resized: Arc<AtomicBool>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let mut asked_to_end: Option<Instant> = None;
            for signal in signals.forever() {
                let event = match signal {
                    SIGHUP => Event::Hangup,
                    SIGTSTP => Event::Suspend,
                    SIGCONT => Event::Continue,
                    SIGWINCH => {
                        resized.store(true, Ordering::SeqCst);
                        let size = guard::size();
                        Event::Resize {
                            columns: size.width,
                            rows: size.height,
                        }
                    }
                    _ => {
                        let first = *asked_to_end.get_or_insert_with(Instant::now);
                        if first.elapsed() >= IMPATIENT_AFTER {
                            end_at_once(signal);
                        }
                        Event::Terminate
                    }
                };
                if events.send(event).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

/// Ends the program although its loop does not answer, as the signal would have without us.
fn end_at_once(signal: i32) {
    // Giving the terminal back writes to it, and that may be just what hangs; so not for ever.
    let (done, wait) = bounded::<()>(0);
    let leaving = thread::Builder::new().spawn(move || {
        guard::leave();
        drop(done);
    });
    if leaving.is_ok() {
        // Either answer means that waiting is over.
        let _given_back_or_not = wait.recv_timeout(Duration::from_secs(1));
    }
    // It fails only for signals it does not know, and then the loop's answer is waited for.
    let _ended_or_not = emulate_default_handler(signal);
}

/// Passes bytes on until the input ends or nobody wants them.
fn read_bytes(mut input: impl Read, chunks: &Sender<Vec<u8>>) {
    let mut buf = vec![0; READ_BYTES];
    loop {
        match input.read(&mut buf) {
            Ok(0) => return,
            Ok(count) => {
                if chunks.send(buf[..count].to_vec()).is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // A terminal that hung up: reading again would fail again, for ever.
            Err(_) => return,
        }
    }
}

/// Joins bytes into events until the bytes end, which is the last event.
fn join_keys(read: &Receiver<Vec<u8>>, mut keys: Keys, events: &Sender<Event>) {
    let mut ready = Vec::new();
    loop {
        let received = match keys.waiting() {
            None => read.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(time) => read.recv_timeout(time),
        };
        let ended = match received {
            Ok(bytes) => {
                keys.feed(&bytes, &mut ready);
                false
            }
            Err(RecvTimeoutError::Timeout) => {
                keys.silence(&mut ready);
                false
            }
            Err(RecvTimeoutError::Disconnected) => {
                ready.push(Event::Hangup);
                true
            }
        };
        for event in ready.drain(..) {
            if events.send(event).is_err() {
                return;
            }
        }
        if ended {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event::{Code, Key};
    use crossbeam_channel::unbounded;

    #[test]
    fn the_end_of_the_input_is_a_hangup_and_the_last_event() {
        let (sender, events) = unbounded();
        read_keys(&b"q\x1b[A\x1b"[..], Encoding::Utf8, sender).unwrap();
        let events: Vec<_> = events.iter().collect();
        assert_eq!(
            events,
            [
                Event::Key(Key::plain(Code::Char('q'))),
                Event::Key(Key::plain(Code::Up)),
                Event::Hangup
            ]
        );
    }

    #[test]
    fn a_terminal_that_hung_up_is_not_read_again() {
        struct Gone(usize);
        impl Read for Gone {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                assert_eq!(self.0, 1, "one failure is enough");
                // EIO, which is what a pty answers whose other end is closed.
                Err(io::Error::from_raw_os_error(5))
            }
        }
        let (sender, events) = unbounded();
        read_keys(Gone(0), Encoding::Utf8, sender).unwrap();
        assert_eq!(events.iter().collect::<Vec<_>>(), [Event::Hangup]);
    }

    #[test]
    fn an_escape_alone_becomes_esc_without_another_byte() {
        let (chunks, read) = bounded(4);
        let (sender, events) = unbounded();
        chunks.send(b"\x1b".to_vec()).unwrap();
        let joining = thread::spawn(move || join_keys(&read, Keys::new(Encoding::Utf8), &sender));
        assert_eq!(events.recv(), Ok(Event::Key(Key::plain(Code::Esc))));
        drop(chunks);
        assert_eq!(events.recv(), Ok(Event::Hangup));
        joining.join().unwrap();
    }
}
