package io.ledgerline.event.stored;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.event.Reading;
import io.ledgerline.event.openlineage.LineageEvent.DatasetEvent;
import io.ledgerline.event.openlineage.LineageEvent.JobEvent;
import io.ledgerline.event.openlineage.LineageEvent.RunEvent;
import io.ledgerline.event.openlineage.OpenLineageReader;
import io.ledgerline.event.record.BinaryHeader;
import io.ledgerline.event.record.CloudEvent;
import io.ledgerline.event.record.CloudEventReader;
import io.ledgerline.event.record.RecordReader;
import io.ledgerline.event.system.Continuation;
import io.ledgerline.event.system.DocumentExport;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.event.system.Finding;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.event.system.SignatureVerified;
import io.ledgerline.event.system.Sweep;
import io.ledgerline.event.system.SystemRecord;
import java.util.List;
import java.util.function.Function;

/// Reads accepted bytes back, by the type of their leaf. Safe on any thread.
///
/// What a door accepted it accepted after reading it with the same readers, so whatever cannot be
/// read here is not what was accepted, or is of a newer version of the program.
public final class StoredEvents {

  private static final String GENESIS = "io.ledgerline.genesis.v1";
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 1_000);

  private StoredEvents() {}

  /// Reads a payload that is one JSON text: media type `application/json` or
  /// `application/cloudevents+json`.
  ///
  /// @throws UnreadableEventException if it is not what the leaf's type says
  public static StoredEvent read(String leafType, Bytes accepted) {
    return switch (leafType) {
      case GENESIS -> new StoredEvent.Opening();
      case RunEvent.LEAF_TYPE, DatasetEvent.LEAF_TYPE, JobEvent.LEAF_TYPE ->
          new StoredEvent.Lineage(
              valid(leafType, OpenLineageReader.read(json(leafType, accepted))));
      case DocumentExport.TYPE -> system(leafType, accepted, DocumentExport::parse);
      case Finding.TYPE -> system(leafType, accepted, Finding::parse);
      case Erasure.TYPE -> system(leafType, accepted, Erasure::parse);
      case HoldPlaced.TYPE -> system(leafType, accepted, HoldPlaced::parse);
      case HoldLifted.TYPE -> system(leafType, accepted, HoldLifted::parse);
      case Sweep.TYPE -> system(leafType, accepted, Sweep::parse);
      case KeyRotated.TYPE -> system(leafType, accepted, KeyRotated::parse);
      case Continuation.TYPE -> system(leafType, accepted, Continuation::parse);
      case SegmentDetach.TYPE -> system(leafType, accepted, SegmentDetach::parse);
      case SignatureVerified.TYPE -> system(leafType, accepted, SignatureVerified::parse);
      case SegmentSeal.TYPE -> system(leafType, accepted, SegmentSeal::parse);
      default -> // an open set: every kind of record has a type of its own
          record(leafType, CloudEventReader.structured(json(leafType, accepted)));
    };
  }

  /// Reads the headers and the data of a payload that is a frame: a CloudEvent in binary mode.
  ///
  /// @throws UnreadableEventException if it is not what the leaf's type says
  public static StoredEvent read(String leafType, List<BinaryHeader> headers, Bytes data) {
    return record(leafType, CloudEventReader.binary(headers, json(leafType, data)));
  }

  private static StoredEvent record(String leafType, Reading<CloudEvent> reading) {
    CloudEvent event = valid(leafType, reading);
    return new StoredEvent.Ai(valid(leafType, RecordReader.readAccepted(event)), event);
  }

  private static StoredEvent system(
      String leafType, Bytes accepted, Function<CanonicalJson, SystemRecord> parser) {
    return new StoredEvent.System(
        guarded(
            leafType,
            accepted,
            bytes -> parser.apply(CanonicalJson.parse(bytes, JsonLimits.OWN_RECORDS))));
  }

  private static JsonValue json(String leafType, Bytes text) {
    return guarded(leafType, text, bytes -> StrictJsonReader.read(bytes, LIMITS));
  }

  private static <T> T guarded(String leafType, Bytes bytes, Function<Bytes, T> reader) {
    try {
      return reader.apply(bytes);
    } catch (MalformedJsonException | IllegalArgumentException malformed) {
      throw new UnreadableEventException(
          leafType, String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private static <T> T valid(String leafType, Reading<T> reading) {
    return switch (reading) {
      case Reading.Valid<T> valid -> valid.value();
      case Reading.Invalid<T> invalid ->
          throw new UnreadableEventException(leafType, invalid.violations().toString());
    };
  }
}
