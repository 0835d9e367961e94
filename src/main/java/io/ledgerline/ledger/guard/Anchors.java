package io.ledgerline.ledger.guard;

import io.ledgerline.note.Checkpoint;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;

/// What is known of one log outside of its store.
///
/// May be called on any thread and does not block it. What it finds is a [Recalled], also where it
/// finds nothing that can be read; the Uni fails only where asking again may help.
@FunctionalInterface
public interface Anchors {

  /// A log of which nothing is known elsewhere.
  Anchors NONE = () -> Uni.createFrom().item(new Recalled.Known(List.of()));

  /// Reads what is known, anew each time.
  Uni<Recalled> recall();

  /// What is known here and there together: refused where one of both refuses.
  default Anchors and(Anchors others) {
    return () ->
        recall()
            .chain(
                here ->
                    switch (here) {
                      case Recalled.Refused refused -> Uni.createFrom().item(refused);
                      case Recalled.Known(List<Anchor> known) ->
                          others.recall().map(there -> together(known, there));
                    });
  }

  private static Recalled together(List<Anchor> here, Recalled there) {
    return switch (there) {
      case Recalled.Refused refused -> refused;
      case Recalled.Known(List<Anchor> known) ->
          new Recalled.Known(Stream.concat(here.stream(), known.stream()).toList());
    };
  }

  /// What was found.
  sealed interface Recalled {

    /// Checkpoints that the log signed, newest of their place each; none where nothing was kept.
    ///
    /// @param checkpoints the log's own, by whoever keeps them
    record Known(List<Anchor> checkpoints) implements Recalled {

      /// Copies the list.
      public Known {
        checkpoints = List.copyOf(checkpoints);
      }
    }

    /// What must not be written to: another log is known here, or what is known cannot be read.
    ///
    /// @param reason for a person, with the place
    record Refused(String reason) implements Recalled {}
  }

  /// A checkpoint that is kept outside of the store.
  ///
  /// @param checkpoint what the log signed
  /// @param place where it is kept, for a person
  record Anchor(Checkpoint checkpoint, String place) {}
}
