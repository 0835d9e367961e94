package io.ledgerline.anchor.witness;

import java.util.List;
import java.util.Optional;

/// How it stands with one witness, for whoever runs the service.
///
/// @param name what the policy calls it
/// @param cosignedSize the largest size that it cosigned, as we know; 0 for none
/// @param fault why it did not answer with a cosignature the last time; empty if it did, or was not
///   asked yet
public record WitnessStatus(String name, long cosignedSize, Optional<String> fault) {

  /// Who knows it of every witness.
  @FunctionalInterface
  public interface Source {

    /// Those of our log, in the order of the policy; none where there is no policy.
    List<WitnessStatus> all();
  }
}
