package io.ledgerline.signature;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.event.Inspection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the signatures that a CloudEvent carries in its attributes `dsse` and `jws`, and says what
/// each of them signed. What cannot be read is a violation. One instance reads one event.
///
/// `dsse` is an envelope of the Dead Simple Signing Envelope 1.0 in JSON, with or without
/// `payload`; `jws` is a JWS in compact form without payload (RFC 7515, appendix F), also with
/// `b64` false (RFC 7797). What both sign says in `payloadType` and `cty` that it is data of this
/// type of event, so that it means nothing as another.
public final class SignatureReader {

  /// The attribute with an envelope of DSSE.
  public static final String DSSE = "dsse";

  /// The attribute with a JWS.
  public static final String JWS = "jws";

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 20);
  private static final int SIGNATURES_MAX = 10;
  private static final int SIGNATURE_BYTES = 64;
  private static final String APPLICATION = "application/";

  private final String mediaType;
  private final Bytes data;
  private final Inspection inspection;
  private final List<DetachedSignature> found = new ArrayList<>();

  private SignatureReader(String eventType, Bytes data, Inspection inspection) {
    this.mediaType = mediaType(eventType);
    this.data = data;
    this.inspection = inspection;
  }

  /// What is signed is called so in `payloadType`: `application/io.ledgerline.approval.v1+json`.
  public static String mediaType(String eventType) {
    return APPLICATION + eventType + "+json";
  }

  /// Whether an event carries anything to read.
  public static boolean isSigned(Map<String, String> attributes) {
    return attributes.containsKey(DSSE) || attributes.containsKey(JWS);
  }

  /// Reads what an event carries.
  ///
  /// @param attributes of the event
  /// @param eventType its type
  /// @param data the bytes of its data as they were received
  public static List<DetachedSignature> read(
      Map<String, String> attributes, String eventType, Bytes data, Inspection inspection) {
    SignatureReader reader = new SignatureReader(eventType, data, inspection);
    Optional.ofNullable(attributes.get(DSSE)).ifPresent(reader::dsse);
    Optional.ofNullable(attributes.get(JWS)).ifPresent(reader::jws);
    return reader.found;
  }

  private void dsse(String text) {
    Optional<JsonObject> envelope = object(Bytes.utf8(text));
    if (envelope.isEmpty()) {
      refuse(DSSE, "is no envelope in JSON");
      return;
    }
    String type = envelope.get().string("payloadType").orElse("");
    if (!type.equals(mediaType)) {
      refuse(DSSE, "payloadType is not " + mediaType);
    }
    JsonValue payload = envelope.get().members().get("payload");
    if (payload != null && !isData(payload)) {
      refuse(DSSE, "payload is not the data of the event");
    }
    List<JsonValue> signatures = envelope.get().array("signatures");
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      refuse(DSSE, "has 1 to " + SIGNATURES_MAX + " signatures");
      return;
    }
    Bytes message = pae(type, data);
    for (JsonValue element : signatures) {
      Optional<byte[]> bytes =
          element instanceof JsonObject signature
              ? signature.string("sig").flatMap(AnyBase64::either)
              : Optional.empty();
      if (bytes.isEmpty()) {
        refuse(DSSE, "a signature has no sig in base64");
      } else {
        Optional<String> keyId = ((JsonObject) element).string("keyid").filter(id -> !id.isEmpty());
        found.add(
            new DetachedSignature(
                DSSE, keyId, Optional.empty(), message, Bytes.owned(bytes.get())));
      }
    }
  }

  /// Left out, empty, or the data itself: an envelope may be sent as a tool made it.
  private boolean isData(JsonValue payload) {
    return payload instanceof JsonString text
        && (text.value().isEmpty()
            || AnyBase64.either(text.value())
                .filter(bytes -> Arrays.equals(bytes, data.toArray()))
                .isPresent());
  }

  /// The pre-authentication encoding of DSSE: lengths are of bytes, in decimal.
  static Bytes pae(String type, Bytes body) {
    Bytes name = Bytes.utf8(type);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bytes.utf8("DSSEv1 " + name.size() + " ").appendTo(out);
    name.appendTo(out);
    Bytes.utf8(" " + body.size() + " ").appendTo(out);
    body.appendTo(out);
    return Bytes.owned(out.toByteArray());
  }

  private void jws(String text) {
    String[] parts = text.split("\\.", -1);
    Optional<JsonObject> header =
        parts.length == 3
            ? AnyBase64.url(parts[0]).flatMap(bytes -> object(Bytes.owned(bytes)))
            : Optional.empty();
    Optional<byte[]> signature = parts.length == 3 ? AnyBase64.url(parts[2]) : Optional.empty();
    if (header.isEmpty() || signature.isEmpty() || !parts[1].isEmpty()) {
      refuse(JWS, "is no JWS in compact form without payload");
      return;
    }
    Optional<SignatureAlgorithm> algorithm =
        header.get().string("alg").flatMap(SignatureAlgorithm::ofJws);
    if (algorithm.isEmpty()) {
      refuse(JWS, "alg is none of EdDSA, Ed25519, ES256");
    }
    String type = header.get().string("cty").orElse("");
    String full = type.indexOf('/') < 0 ? APPLICATION + type : type;
    if (!full.equals(mediaType)) {
      refuse(JWS, "cty is not " + mediaType);
    }
    if (signature.get().length != SIGNATURE_BYTES) {
      refuse(JWS, "a signature has " + SIGNATURE_BYTES + " bytes");
      return;
    }
    Optional<Boolean> isEncoded = isEncoded(header.get());
    if (isEncoded.isEmpty()) {
      refuse(JWS, "crit names b64 where that is there, and nothing else");
    }
    found.add(
        new DetachedSignature(
            JWS,
            header.get().string("kid").filter(id -> !id.isEmpty()),
            algorithm,
            signingInput(parts[0], data, isEncoded.orElse(true)),
            Bytes.owned(signature.get())));
  }

  /// Whether what is signed is the data in base64url, as it is unless `b64` is false and critical;
  /// empty if the header makes no sense.
  private static Optional<Boolean> isEncoded(JsonObject header) {
    JsonValue b64 = header.members().get("b64");
    JsonValue critical = header.members().get("crit");
    if (b64 == null) {
      return critical == null ? Optional.of(true) : Optional.empty();
    }
    boolean isCritical =
        header.array("crit").size() == 1
            && header.array("crit").getFirst() instanceof JsonString name
            && name.value().equals("b64");
    return isCritical && b64 instanceof JsonBoolean truth
        ? Optional.of(truth.value())
        : Optional.empty();
  }

  /// What a JWS signs (RFC 7515 section 5.1, RFC 7797 section 3).
  static Bytes signingInput(String header, Bytes payload, boolean isEncoded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.write('.');
    if (isEncoded) {
      Bytes.utf8(AnyBase64.toUrl(payload.toArray())).appendTo(out);
    } else {
      payload.appendTo(out);
    }
    return Bytes.owned(out.toByteArray());
  }

  private static Optional<JsonObject> object(Bytes text) {
    try {
      return StrictJsonReader.read(text, LIMITS) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJsonException malformed) {
      return Optional.empty();
    }
  }

  private void refuse(String form, String message) {
    inspection.violation("/" + form, message);
  }
}
