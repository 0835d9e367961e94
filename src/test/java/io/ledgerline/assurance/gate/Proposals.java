package io.ledgerline.assurance.gate;

import io.ledgerline.canon.Bytes;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.StoredEvents;
import io.ledgerline.projection.world.Entries.Event;
import java.util.UUID;

/// Proposals, and what is said of them.
public final class Proposals {

  /// The actor of every proposal.
  public static final String AGENT = "{\"id\":\"release-agent\",\"kind\":\"software\"}";

  private static final String EXPIRES = "2026-01-05T00:00:00Z";

  private Proposals() {}

  /// The record id that a name stands for.
  public static String id(String name) {
    return UUID.nameUUIDFromBytes(Bytes.utf8(name).toArray()).toString();
  }

  /// To deploy something, once so many people approve.
  public static Event proposal(String name, int required) {
    return proposal(name, required, "deploy", EXPIRES);
  }

  /// The same of another action, until another time.
  public static Event proposal(String name, int required, String action, String expires) {
    return record(
        "proposal",
        name,
        name + action + required + expires,
        AGENT,
        """
        "action":"%s","subject":{"namespace":"d","name":"m","version":"3"},"expiresAt":"%s",\
        "approvalsRequired":%d\
        """
            .formatted(action, expires, required));
  }

  /// What somebody says of a proposal.
  ///
  /// @param digest the leaf hash of the proposal
  public static Event said(String proposal, String digest, String verdict, String person) {
    return said(proposal, digest, verdict, person, "2026-12-31T00:00:00Z");
  }

  /// The same until a time.
  public static Event said(
      String proposal, String digest, String verdict, String person, String until) {
    return by(proposal, digest, verdict, "{\"id\":\"" + person + "\"}", until);
  }

  /// The same of an actor as it is written.
  public static Event by(
      String proposal, String digest, String verdict, String actor, String until) {
    String name = proposal + digest + verdict + actor + until;
    return record(
        "approval",
        name,
        name,
        actor,
        """
        "subject":"%s","subjectDigest":"%s","verdict":"%s","conditions":"none",\
        "author":{"id":"release-agent"},"validUntil":"%s"\
        """
            .formatted(id(proposal), digest, verdict, until));
  }

  /// The record in an event.
  static AiRecord read(Event event) {
    return ((StoredEvent.Ai) StoredEvents.read(event.type(), event.payload())).record();
  }

  private static Event record(String kind, String name, String event, String actor, String fields) {
    return Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%s","source":"urn:p","type":"io.ledgerline.%s.v1",\
            "data":{"recordId":"%s","namespace":"d","occurredAt":"2025-12-31T23:00:00Z",\
            "producer":{"uri":"urn:p","version":"1"},"personalData":"none","actor":%s,%s}}\
            """
                .formatted(id(event), kind, id(name), actor, fields)));
  }
}
