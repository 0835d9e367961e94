package io.ledgerline.ledger;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Payload;
import io.ledgerline.merkle.Digest;
import java.util.List;
import java.util.Optional;

/// An entry with its payload, or with what is left of it: what followers read.
///
/// @param entry the line of the ledger
/// @param content the producer's accepted bytes
public record PayloadEntry(StoredEntry entry, Content content) {

  /// An entry of which nothing was erased.
  public PayloadEntry(StoredEntry entry, Payload payload) {
    this(entry, new Whole(payload));
  }

  /// How much of a payload there is.
  public sealed interface Content {}

  /// All of it.
  public record Whole(Payload payload) implements Content {}

  /// Less than all of it: at least one unit was erased.
  ///
  /// @param parts in the order of the units' numbers, unit 0 first
  public record Remains(String mediaType, List<Part> parts) implements Content {

    /// Copies the parts.
    public Remains {
      parts = List.copyOf(parts);
    }

    /// The erasure entry that took unit 0, or else the first of those that took others.
    public long erasedBy() {
      return parts.stream()
          .filter(Erased.class::isInstance)
          .mapToLong(part -> ((Erased) part).by())
          .findFirst()
          .orElseThrow();
    }

    private Optional<Bytes> readable() {
      if (!(parts.getFirst() instanceof Left(var rest))) {
        return Optional.empty();
      }
      List<Payload.Piece> pieces =
          parts.stream()
              .skip(1)
              .map(
                  part ->
                      switch (part) {
                        case Left(var unit) ->
                            new Payload.Piece(unit.pointer(), Optional.of(unit.value()));
                        case Erased erased -> new Payload.Piece(erased.pointer(), Optional.empty());
                      })
              .toList();
      return Optional.of(Payload.joined(mediaType, rest.value(), pieces));
    }
  }

  /// A unit, or what is left of it.
  public sealed interface Part {}

  /// A unit that is there.
  public record Left(DataUnit unit) implements Part {}

  /// A unit that was erased.
  ///
  /// @param pointer where it stood
  /// @param digest what the payload root is made of
  /// @param by the index of the erasure entry
  public record Erased(String pointer, Digest digest, long by) implements Part {}

  /// The payload.
  ///
  /// @throws IllegalStateException if a unit was erased
  public Payload payload() {
    return switch (content) {
      case Whole(var payload) -> payload;
      case Remains _ ->
          throw new IllegalStateException("a part of entry " + entry.index() + " was erased");
    };
  }

  /// How many bytes its units have together.
  public long sizeBytes() {
    return switch (content) {
      case Whole(var payload) ->
          payload.units().stream().mapToLong(unit -> unit.value().size()).sum();
      case Remains(var _, var parts) ->
          parts.stream()
              .mapToLong(
                  part ->
                      switch (part) {
                        case Left(var unit) -> unit.value().size();
                        case Erased _ -> 0;
                      })
              .sum();
    };
  }

  /// The accepted bytes, with `null` in the place of each unit that was erased; empty where unit 0
  /// was.
  public Optional<Bytes> readable() {
    return switch (content) {
      case Whole(var payload) -> Optional.of(payload.accepted());
      case Remains remains -> remains.readable();
    };
  }
}
