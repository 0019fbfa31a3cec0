//! The end of a throwaway cluster, which must come even if the process that started it is killed.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::EmbeddedError;

/// Waits for the end of its input, kills the server, and removes the folder.
///
/// The server is ended by its process id and not by `pg_ctl`, because that refuses root. The wait
/// is bounded: where nothing reaps orphans, a dead process keeps its id.
const SCRIPT: &str = r#"
read -r _
pid_file="$1/postmaster.pid"
if [ -e "$pid_file" ]; then
    kill -QUIT "$(head -n 1 "$pid_file")"
    glances=0
    while [ -e "$pid_file" ] && [ "$glances" -lt 250 ]; do
        sleep 0.02
        glances=$((glances + 1))
    done
fi
rm -rf "$2"
"#;

/// A process that outlives this one by a moment. The pipe between them is what it watches: the
/// system closes it, however this process ends.
#[derive(Debug)]
pub(super) struct Watchdog(Child);

impl Watchdog {
    /// Watches over a cluster and the folder that goes with it.
    pub fn over(cluster: &Path, folder: &Path) -> Result<Watchdog, EmbeddedError> {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "watchdog"]).arg(cluster).arg(folder).current_dir("/");
        // Its errors go where ours do; so who reads those to the end also waits for the cluster's.
        shell.stdin(Stdio::piped()).stdout(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        shell.spawn().map(Watchdog).map_err(EmbeddedError::at(Path::new("sh")))
    }

    /// Ends the cluster now and waits until it is gone.
    pub fn finish(mut self) -> Result<(), EmbeddedError> {
        drop(self.0.stdin.take());
        self.0.wait().map(drop).map_err(EmbeddedError::at(Path::new("sh")))
    }
}
