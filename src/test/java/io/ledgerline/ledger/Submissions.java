package io.ledgerline.ledger;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.system.Erasure;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Submissions of made-up events.
public final class Submissions {

  private Submissions() {}

  /// An event with a name and a content; the same two are the same event.
  public static Submission of(String name, String content) {
    return of(name, content, name.hashCode());
  }

  /// The same with other salts.
  public static Submission of(String name, String content, int seed) {
    return of(name, Bytes.utf8("{\"content\":\"" + content + "\"}"), content, seed);
  }

  /// Events that all differ.
  public static List<Submission> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> of("event " + i, "content " + i)).toList();
  }

  /// An event with a unit of its own for what is personal in it.
  public static Submission cut(String name) {
    Bytes accepted = Bytes.utf8("{\"run\":\"" + name + "\",\"owner\":{\"name\":\"Ada\"}}");
    JsonValue json = StrictJsonReader.read(accepted, JsonLimits.OWN_RECORDS);
    Payload payload =
        Payload.cut(
            "application/json",
            accepted,
            json,
            List.of(JsonPointer.parse("/owner")),
            new Random(name.hashCode()));
    return submission(payload, name, name);
  }

  /// An erasure, as the system records it.
  public static Submission erasing(String name, UnitSet erased) {
    Erasure record = new Erasure(erased.byIndex(), "test-basis", name);
    Payload payload =
        Payload.whole("application/json", record.toJson().bytes(), new Random(name.hashCode()));
    return new Submission(
        new LeafDraft(
            Erasure.TYPE,
            "application/json",
            Ledger.SYSTEM_PRODUCER,
            TestLedgers.TENANT,
            payload.commitment(),
            0),
        payload,
        Identity.ofSystem(
            TestLedgers.TENANT, Erasure.TYPE, record.name(), record.toJson().object()),
        "documentation",
        new Submission.Beside(List.of(), erased));
  }

  /// An event with a unit at this pointer, whatever it leads to.
  public static Submission withPointer(String name, String pointer) {
    Payload whole = Payload.whole("application/json", Bytes.utf8("{}"), new Random(1));
    DataUnit unit = new DataUnit(pointer, whole.eventSalt(), Bytes.utf8("1"));
    Payload payload =
        new Payload("application/json", whole.eventSalt(), List.of(whole.units().getFirst(), unit));
    Commitment commitment =
        new Commitment(
            whole.commitment().eventDigest(),
            List.of(whole.units().getFirst().digest(), unit.digest()));
    return submission(payload, commitment, name, name);
  }

  /// An event with these accepted bytes.
  public static Submission of(String name, Bytes accepted, String content, int seed) {
    return submission(Payload.whole("application/json", accepted, new Random(seed)), name, content);
  }

  private static Submission submission(Payload payload, String name, String content) {
    return submission(payload, payload.commitment(), name, content);
  }

  private static Submission submission(
      Payload payload, Commitment commitment, String name, String content) {
    return new Submission(
        new LeafDraft("test", "application/json", "producer", TestLedgers.TENANT, commitment, 0),
        payload,
        Identity.ofCloudEvent(
            TestLedgers.TENANT,
            "test",
            name,
            "test",
            JsonObject.of(Map.of("content", JsonString.of(content)))),
        "log");
  }
}
