package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Who is told of entries, and how.
public interface WebhookConfig {

  /// The receivers by name.
  Map<String, Receiver> receivers();

  /// Whether receivers may have addresses that are not public.
  @WithDefault("false")
  boolean privateAddresses();

  /// How long a receiver may take to answer.
  @WithDefault("PT10S")
  Duration timeout();

  /// After the first failure, before the next attempt; doubled with each further one.
  @WithDefault("PT1S")
  Duration retryMin();

  /// The longest such wait.
  @WithDefault("PT10M")
  Duration retryMax();

  /// How long to wait for new entries before the log is looked at again.
  @WithDefault("PT5S")
  Duration idle();

  /// How long one replica serves a webhook before it has to say so again.
  @WithDefault("PT1M")
  Duration leaseDuration();

  /// The largest payload that is part of a notice, in bytes.
  @WithDefault("65536")
  int recordBytesMax();

  /// One receiver.
  interface Receiver {

    /// Where notices are sent.
    String url();

    /// A file with the secret, `whsec_` and base64.
    Path secretFile();

    /// The types of entries that it is told of; one that ends with `*` is a beginning.
    @WithDefault("io.ledgerline.finding.v1")
    Set<String> types();
  }
}
