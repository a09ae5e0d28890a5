// The server's settings for one small machine; given at every start, so that an existing data folder follows a change.

// Durability stays on (fsync, synchronous_commit). Views could be rebuilt and a lost tail of them would be harmless,
// because rows and checkpoint are lost together; but process managers store their intents and services their log-ins
// in the same server before they act on them, and those must not be forgotten. A projection that wants the speed can
// say `set local synchronous_commit = off` in its own transaction: its checkpoint stays right either way.
const durability = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

const smallMachine = {
  shared_buffers: "128MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_connections: "100",
  max_wal_size: "1GB",
  wal_compression: "on",
  autovacuum_max_workers: "2",
  jit: "off",
  max_wal_senders: "0",
  wal_level: "minimal",
  max_logical_replication_workers: "0",
};

// Loopback only, no socket file (its path would be limited to 107 bytes), passwords only (see pg_hba.conf).
const reach = { listen_addresses: "127.0.0.1", unix_socket_directories: "" };

// Statements and key values can be personal data: the log names the fault and leaves them out.
const quietLog = {
  log_destination: "stderr",
  logging_collector: "off",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_timezone: "UTC",
  lc_messages: "C",
};

const settings = { ...durability, ...smallMachine, ...reach, ...quietLog, timezone: "UTC" };

/** Command-line arguments of `postgres`. */
export const serverArguments = (cluster: string, port: number): string[] => [
  "-D",
  cluster,
  ...Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];

/** Who may connect: anyone on this machine who knows the password, over TCP on loopback, and nobody else. */
export const hostBasedAuthentication = "host all all 127.0.0.1/32 scram-sha-256\n";
