package io.ledgerline.notify;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.StoredEntry;
import java.util.Map;
import java.util.Optional;

/// That an entry was written, as a CloudEvent 1.0 in structured mode.
///
/// Equal entries give equal bytes, so a receiver can compare what it gets twice.
///
/// @param id unique within the log: the place of the entry
/// @param body `application/cloudevents+json`; its `data` has `index`, `leaf_hash` and, where there
///   is one that is small enough, `record`
public record Notice(String id, Bytes body) {

  /// The media type of the body.
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  /// The notice of one entry.
  ///
  /// @param recordBytesMax a payload with more bytes is left out, and to be fetched from the log
  static Notice of(Genesis genesis, PayloadEntry read, int recordBytesMax) {
    return of(genesis, read.entry(), record(read, recordBytesMax));
  }

  /// The notice of one entry, without what was recorded.
  public static Notice of(Genesis genesis, StoredEntry entry) {
    return of(genesis, entry, Optional.empty());
  }

  private static Notice of(Genesis genesis, StoredEntry entry, Optional<String> record) {
    long index = entry.index();
    Leaf leaf = entry.leaf();
    String id = genesis.log() + "/" + index;
    String event =
        CanonicalJson.of(
                JsonObject.of(
                    Map.of(
                        "specversion", JsonString.of("1.0"),
                        "id", JsonString.of(id),
                        "source", JsonString.of(genesis.baseIri()),
                        "type", JsonString.of(leaf.type()),
                        "subject", JsonString.of(genesis.baseIri() + "/entry/" + index),
                        "time", JsonString.of(leaf.json().string("received_at")),
                        "datacontenttype", JsonString.of("application/json"))))
            .toString();
    String data =
        CanonicalJson.of(
                JsonObject.of(
                    Map.of(
                        "index", JsonNumber.of(index),
                        "leaf_hash", JsonString.of(leaf.hash().toBase64()))))
            .toString();
    String whole =
        record
            .map(json -> data.substring(0, data.length() - 1) + ",\"record\":" + json + "}")
            .orElse(data);
    return new Notice(id, Bytes.utf8("{\"data\":" + whole + "," + event.substring(1)));
  }

  /// What was recorded, byte for byte, if it is there, small, and JSON by itself.
  private static Optional<String> record(PayloadEntry read, int bytesMax) {
    return read.entry().leaf().mediaType().equals(Frame.MEDIA_TYPE)
        ? Optional.empty()
        : read.readable().filter(bytes -> bytes.size() <= bytesMax).map(Bytes::utf8);
  }
}
