//! What the service says when it is ready, for the person who started it.

use std::io::Write;
use std::net::SocketAddr;

use crate::sample::Introduction;

/// What there is to say.
pub(super) struct Greeting {
    /// Where clients reach the API.
    pub address: String,
    /// Where operators do.
    pub admin: SocketAddr,
    /// Where the data is.
    pub database: String,
    /// What there is to say of the sample campaign.
    pub sample: Option<Introduction>,
    /// The sample accounts' password, if it was drawn just now.
    pub drawn: Option<String>,
}

impl Greeting {
    /// Prints it. Whoever closed the output does not want to read it.
    pub fn print(&self) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(self.text().as_bytes()).and_then(|()| out.flush());
    }

    fn text(&self) -> String {
        let Self { address, admin, database, .. } = self;
        format!(
            "\n\
             thidua {version} is ready.\n\n\
             \x20 API            {address}/v1\n\
             \x20 Documentation  {address}/docs\n\
             \x20 OpenAPI        {address}/openapi.json\n\
             \x20 Operators      http://{admin}/ready, /live, /metrics\n\
             \x20 Database       {database}\n\
             {sample}\n\
             Ctrl-C stops it.\n\n",
            version = env!("CARGO_PKG_VERSION"),
            sample = self.sample(),
        )
    }

    fn sample(&self) -> String {
        let Some(sample) = &self.sample else { return String::new() };
        let password = self.drawn.as_ref().map_or_else(String::new, |password| {
            format!(
                "\nTheir password, shown only now; the commands below read it from here:\n  \
                 export THIDUA_SAMPLE_PASSWORD={password}\n"
            )
        });
        let address = &self.address;
        format!("\n{}{password}{}{}", sample.accounts, sample.sign_in(address), sample.ranking(address))
    }
}
