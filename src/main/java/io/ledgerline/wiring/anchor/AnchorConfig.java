package io.ledgerline.wiring.anchor;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Checkpoints that are kept outside of the database.
public interface AnchorConfig {

  /// The directories that they are kept in, each of them all; without it `anchors` below the home
  /// directory.
  Optional<List<Path>> directories();

  /// How often the newest checkpoint becomes an anchor, if the log has grown.
  @WithDefault("PT1M")
  Duration interval();

  /// How long a comparison of the database with its anchors counts, where another replica only
  /// moved the head.
  @WithDefault("PT10S")
  Duration compareInterval();

  /// URL of an authority that stamps anchors (RFC 3161); without it none does.
  Optional<URI> timestampUrl();

  /// File with the certificates, in PEM or DER, that timestamps have to lead to.
  Optional<Path> timestampTrusted();

  /// How often the newest anchor is stamped.
  @WithDefault("PT1H")
  Duration timestampInterval();

  /// When an authority that failed is asked again.
  @WithDefault("PT1M")
  Duration timestampRetry();

  /// How long the authority may take to answer.
  @WithDefault("PT10S")
  Duration timestampTimeout();
}
