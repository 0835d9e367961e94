package io.ledgerline.wiring;

import io.ledgerline.wiring.anchor.AnchorConfig;
import io.ledgerline.wiring.config.AssuranceConfig;
import io.ledgerline.wiring.config.CatalogueConfig;
import io.ledgerline.wiring.config.ContractsConfig;
import io.ledgerline.wiring.config.DataKeysConfig;
import io.ledgerline.wiring.config.DocumentsConfig;
import io.ledgerline.wiring.config.GraphConfig;
import io.ledgerline.wiring.config.KafkaConfig;
import io.ledgerline.wiring.config.LogConfig;
import io.ledgerline.wiring.config.RetentionConfig;
import io.ledgerline.wiring.config.SegmentConfig;
import io.ledgerline.wiring.config.SparqlConfig;
import io.ledgerline.wiring.config.SweepConfig;
import io.ledgerline.wiring.config.TilesConfig;
import io.ledgerline.wiring.config.VaultConfig;
import io.ledgerline.wiring.config.WebhookConfig;
import io.ledgerline.wiring.config.people.ProposalsConfig;
import io.ledgerline.wiring.config.people.SignerConfig;
import io.ledgerline.wiring.keys.KeysConfig;
import io.ledgerline.wiring.witness.WatchConfig;
import io.ledgerline.wiring.witness.WitnessConfig;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every setting of the service. Each is documented in `docs/reference/configuration.md`.
///
/// [ConfigReader] fills it.
public interface LedgerlineConfig {

  /// What every key starts with.
  String PREFIX = "ledgerline";

  /// The directory below which all state is kept.
  @WithDefault("data")
  Path home();

  /// The database.
  Db db();

  /// The log that this service keeps.
  LogConfig log();

  /// The queue in front of the ledger, and its batches.
  Ledger ledger();

  /// The keys that sign checkpoints.
  KeysConfig keys();

  /// Checkpoints that are kept outside of the database.
  AnchorConfig anchor();

  /// The witnesses of our log.
  WitnessConfig witness();

  /// Being a witness of other logs.
  WatchConfig watch();

  /// The tiles of the log.
  TilesConfig tiles();

  /// The keys that payloads are encrypted under.
  DataKeysConfig dataKeys();

  /// What producers may send.
  Ingest ingest();

  /// Events from Kafka.
  KafkaConfig kafka();

  /// What is replaced in events, and what is set apart.
  Intake intake();

  /// What can be erased, and how it is found.
  VaultConfig vault();

  /// How long payloads are kept.
  RetentionConfig retention();

  /// When the stored log is hashed again by itself.
  SweepConfig sweep();

  /// What is watched for.
  AssuranceConfig assurance();

  /// When what runs wrote counts as unusual.
  ContractsConfig contracts();

  /// What is asked of proposals before they may be acted upon.
  ProposalsConfig proposals();

  /// The keys that verify signatures on records, by their ids.
  Map<String, SignerConfig> signers();

  /// Segments of the log.
  SegmentConfig segment();

  /// Who is told of entries, and how.
  WebhookConfig webhook();

  /// The lineage graph.
  GraphConfig graph();

  /// What fills the lineage graph.
  Projection projection();

  /// The SPARQL endpoint.
  SparqlConfig sparql();

  /// Lists of jobs, datasets and events, and their facets.
  CatalogueConfig catalogue();

  /// Documents and bundles.
  DocumentsConfig documents();

  /// Who may read.
  Access access();

  /// The database.
  interface Db {

    /// URL of an external PostgreSQL, with the role that the service works with; without it an
    /// embedded one is started.
    Optional<String> url();

    /// URL of the same database with the role that migrates the schema; without it the schema has
    /// to be up to date.
    Optional<String> ownerUrl();

    /// How long the database may say nothing on a connection before that counts as lost.
    @WithDefault("PT30S")
    Duration silenceMax();
  }

  /// The queue in front of the ledger, and its batches.
  interface Ledger {

    /// How many events wait before new ones are turned away.
    @WithDefault("16384")
    int queueEntriesMax();

    /// How many bytes of payload wait before new events are turned away.
    @WithDefault("67108864")
    long queueBytesMax();

    /// How many entries one batch has, 1 to 512.
    @WithDefault("512")
    int batchEntriesMax();

    /// How many bytes of payload one batch has.
    @WithDefault("8388608")
    long batchBytesMax();

    /// How long a producer waits for the durable commit before it is asked to come again.
    @WithDefault("PT3S")
    Duration waitMax();

    /// When a producer that was turned away should come again.
    @WithDefault("PT1S")
    Duration retryAfter();

    /// How long the sequencer waits before it asks a failing database again.
    @WithDefault("PT0.2S")
    Duration retryDelay();

    /// How long one statement may take before its outcome counts as unknown.
    @WithDefault("PT5S")
    Duration storeTimeout();

    /// How often the newest size is signed, if the log has grown.
    @WithDefault("PT1S")
    Duration checkpointInterval();

    /// How many bytes of payload a follower reads at once.
    @WithDefault("8388608")
    long pageBytesMax();
  }

  /// What producers may send.
  interface Ingest {

    /// The largest body, packed and unpacked, in bytes.
    @WithDefault("16777216")
    int bodyBytesMax();

    /// The bodies of all requests that are being answered, in bytes.
    @WithDefault("134217728")
    long inFlightBytesMax();
  }

  /// What is replaced in events, and what is set apart.
  interface Intake {

    /// The deepest nesting of arrays and objects in an event, at most 900.
    @WithDefault("500")
    int depthMax();

    /// The most events of one batch.
    @WithDefault("1000")
    int batchEventsMax();

    /// Keys of OpenLineage facets that become units of their own, wherever they occur.
    @WithDefault("documentation,ownership,sql")
    Set<String> personalFacets();

    /// For a CloudEvents type, JSON pointers into its data to what becomes a unit of its own.
    Map<String, List<String>> personalFields();

    /// JSON pointers into an event to what is replaced before anything is hashed, whatever its
    /// name.
    Optional<List<String>> redactedPointers();

    /// What a producer is told to wait where the quarantine does not answer.
    @WithDefault("PT1S")
    Duration retryAfter();
  }

  /// What fills the lineage graph.
  interface Projection {

    /// Entries in one transaction at most.
    @WithDefault("1000")
    int batchEntriesMax();

    /// Bytes of payload in one transaction at most, but for a single entry that has more.
    @WithDefault("16777216")
    long batchBytesMax();

    /// From so many waiting entries on, the follower does not wait.
    @WithDefault("100")
    int busyEntriesMin();

    /// Between two commits at least, when less waits.
    @WithDefault("PT0.25S")
    Duration busyInterval();

    /// Between two commits at least, when hardly anything comes.
    @WithDefault("PT2S")
    Duration idleInterval();

    /// After a failure, before the next attempt.
    @WithDefault("PT1S")
    Duration retryAfter();

    /// For the ledger to answer.
    @WithDefault("PT30S")
    Duration readTimeout();
  }

  /// Who may read.
  interface Access {

    /// Who reads without a key: `loopback` for everyone when the service listens on a loopback
    /// address and nobody otherwise, `everyone`, or `nobody`.
    @WithDefault("loopback")
    Readers readers();
  }

  /// Who reads without a key.
  enum Readers {
    LOOPBACK,
    EVERYONE,
    NOBODY
  }
}
