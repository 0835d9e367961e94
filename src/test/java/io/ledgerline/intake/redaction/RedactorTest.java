package io.ledgerline.intake.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.RealEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is replaced, and that nothing else is.
@Execution(ExecutionMode.CONCURRENT)
class RedactorTest {

  private static final Redactor REDACTOR = new Redactor(List.of());

  /// Pieces of JSON strings, raw: secrets in every form, what looks like one, escapes, characters
  /// of one to four bytes.
  private static final List<String> PIECES =
      List.of(
          "password=",
          "token=",
          "S3CR3T",
          "&",
          ";",
          ",",
          " ",
          "=",
          ":",
          "://",
          "@",
          "u:p@h",
          "/",
          "--api-key ",
          "Bearer abcdef0123456789xyz",
          "\\\"",
          "\\\\",
          "'",
          "\\n",
          "\\u0041",
          "\\ud83d\\ude00",
          "é",
          "€",
          "😀",
          "\\\"secret\\\": \\\"x\\\"",
          "'password': 'y'",
          "IDENTIFIED BY 'z'",
          "[redacted: token]",
          "***",
          "true",
          "plain",
          "-----BEGIN ",
          "PRIVATE KEY-----",
          "-----END ",
          "`",
          "\\nsecret = ",
          "token: ",
          "put('token', '",
          "--token",
          "pass",
          "word");

  private static final Pattern REPLACEMENT =
      Pattern.compile("\"?\\[redacted: [a-z-]+]\"?|\\*\\*\\*");

  private static final List<String> NAMES =
      List.of("password", "apiKey", "name", "value", "key", "fields", "properties", "x", "token");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"password": "x"}                              | {"password": "[redacted: password]"}
          {"p": {"apiKey":"x" , "n": 1 }}                | {"p": {"apiKey":"[redacted: key]" , "n": 1 }}
          {"pin_secret": 1234}                           | {"pin_secret": "[redacted: secret]"}
          {"credentials": {"user":"u","n":[1,true]}}     | {"credentials": {"user":"[redacted: credential]","n":["[redacted: credential]",true]}}
          {"token": null, "secret": "", "password":true} | {"token": null, "secret": "", "password":true}
          {"max_tokens": 5, "tokenizer": "bpe"}          | {"max_tokens": 5, "tokenizer": "bpe"}
          [{"name":"DB_PASSWORD","value":"x"}]           | [{"name":"DB_PASSWORD","value":"[redacted: password]"}]
          [{"value":"x","key":"GH_TOKEN"}]               | [{"value":"[redacted: token]","key":"GH_TOKEN"}]
          [{"name":"HOME","value":"/root"}]              | [{"name":"HOME","value":"/root"}]
          ["database.password=p w,d", "x=1"]             | ["database.password=[redacted: password]", "x=1"]
          {"name":"postgres://u:pw@h:5432/d"}            | {"name":"postgres://u:***@h:5432/d"}
          {"name":"/lake/token=7/part"}                  | {"name":"/lake/token=7/part"}
          {"path":"/lake/token=7/part"}                  | {"path":"/lake/token=[redacted: token]"}
          {"uri":"mongodb://u:p@ss@h1,h2/d?a=b"}         | {"uri":"mongodb://u:***@h1,h2/d?a=b"}
          {"uri":"http://h:8080/a@b http://u@h"}         | {"uri":"http://h:8080/a@b http://u@h"}
          {"u":"jdbc:x://h?user=a&password=b&ssl=true"}  | {"u":"jdbc:x://h?user=a&password=[redacted: password]&ssl=true"}
          {"u":"Endpoint=x;AccountKey=ab+/==;Y=1"}       | {"u":"Endpoint=x;AccountKey=[redacted: key];Y=1"}
          {"u":"https://b/o?sv=1&sig=a%2Bb&se=2"}        | {"u":"https://b/o?sv=1&sig=[redacted: signature]&se=2"}
          {"j":"required username=\\"u\\" password=\\"p w\\";"} | {"j":"required username=\\"u\\" password=\\"[redacted: password]\\";"}
          {"j":"{\\"a\\":1,\\"secret\\": \\"p\\\\\\"w\\"}"} | {"j":"{\\"a\\":1,\\"secret\\": \\"[redacted: secret]\\"}"}
          {"c":"run --db-password hush --n 1"}           | {"c":"run --db-password [redacted: password] --n 1"}
          {"c":"CREATE USER a PASSWORD 'hush' LOGIN"}    | {"c":"CREATE USER a PASSWORD '[redacted: password]' LOGIN"}
          {"c":"WHERE a.token = b.token AND x >= 1"}     | {"c":"WHERE a.token = b.token AND x >= 1"}
          {"c":"WHERE token = 'abc'"}                    | {"c":"WHERE token = '[redacted: token]'"}
          {"c":"WITH ('connector'='jdbc','password' = 'S','x'='y')"} | {"c":"WITH ('connector'='jdbc','password' = '[redacted: password]','x'='y')"}
          {"c":"WITH ('password'='S', `api_key` = 'T')"} | {"c":"WITH ('password'='[redacted: password]', `api_key` = '[redacted: key]')"}
          {"c":"ON \\"a\\".\\"token\\" = b.token"}         | {"c":"ON \\"a\\".\\"token\\" = b.token"}
          [{"Name":"PASS","Value":"S"},{"name":"mongo.pass","VALUE":"S"}] | [{"Name":"PASS","Value":"[redacted: password]"},{"name":"mongo.pass","VALUE":"[redacted: password]"}]
          {"c":"df.option('password', 'S').select('password', 'x')"} | {"c":"df.option('password', '[redacted: password]').select('password', 'x')"}
          {"c":"conf.set(\\"fs.azure.account.key.a\\", \\"S\\")"} | {"c":"conf.set(\\"fs.azure.account.key.a\\", \\"[redacted: key]\\")"}
          {"c":"[\\"--password\\",\\"S\\"]"}               | {"c":"[\\"--password\\",\\"[redacted: password]\\"]"}
          ["--password","S","--token","--n",1]           | ["--password","[redacted: password]","--token","--n",1]
          {"c":"[a]\\naws_secret_access_key = S/T\\nb = c"} | {"c":"[a]\\naws_secret_access_key = [redacted: key]\\nb = c"}
          {"c":"db:\\n  - password: S T\\n    user: u"}    | {"c":"db:\\n  - password: [redacted: password]\\n    user: u"}
          {"c":"X-Api-Key: S"}                           | {"c":"X-Api-Key: [redacted: key]"}
          {"c":"curl -H 'X-Api-Key: S' -v"}              | {"c":"curl -H 'X-Api-Key: [redacted: key]' -v"}
          {"c":"ON\\n token = b.token AND\\n token = f(x)"} | {"c":"ON\\n token = b.token AND\\n token = f(x)"}
          {"c":"curl -H 'X: Bearer abcdef0123456789xyz'"} | {"c":"curl -H 'X: Bearer [redacted: authorization]'"}
          {"c":"basic information about bearer tokens"}  | {"c":"basic information about bearer tokens"}
          {"c":"é\\u00e9\\n😀\\ud83d\\ude00://u:pé@h €"}   | {"c":"é\\u00e9\\n😀\\ud83d\\ude00://u:***@h €"}
          {"columnLineage":{"fields":{"password":{"inputFields":[{"field":"pwd"}]}}}} | {"columnLineage":{"fields":{"password":{"inputFields":[{"field":"pwd"}]}}}}
          {"fields":[{"name":"password","type":"string"}]} | {"fields":[{"name":"password","type":"string"}]}
          """)
  void replacesASecretAndNothingElse(String before, String after) {
    // When
    Redactor.Redacted redacted = redact(REDACTOR, before);

    // Then
    assertThat(redacted.bytes().utf8()).isEqualTo(after);
    assertThat(redacted.count() == 0).isEqualTo(before.equals(after));
  }

  @Test
  void replacesAPrivateKeyWhole() {
    // Given
    String json =
        "{\"c\":\"a -----BEGIN RSA PRIVATE KEY-----\\nMII\\n-----END RSA PRIVATE KEY----- b\","
            + "\"d\":\"-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----\"}";

    // When
    Redactor.Redacted redacted = redact(REDACTOR, json);

    // Then
    assertThat(redacted.bytes().utf8())
        .isEqualTo(
            "{\"c\":\"a [redacted: private-key] b\","
                + "\"d\":\"-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----\"}");
    assertThat(redacted.count()).isEqualTo(1);
  }

  @Test
  void replacesWhatIsConfigured() {
    // Given
    Redactor redactor =
        new Redactor(List.of(JsonPointer.parse("/run/facets/plan"), JsonPointer.parse("/none")));

    // When
    Redactor.Redacted redacted =
        redact(redactor, "{\"run\":{\"facets\":{\"plan\":{\"password\":\"x\"}}}}");

    // Then
    assertThat(redacted.bytes().utf8())
        .isEqualTo("{\"run\":{\"facets\":{\"plan\":\"[redacted: pointer]\"}}}");
    assertThat(redacted.count()).isEqualTo(1);
  }

  @Test
  void replacesEveryRepetitionOfAMember() {
    // When
    Redactor.Redacted redacted =
        redact(REDACTOR, "{\"a\":{\"token\":\"x\"},\"b\":1,\"a\":{\"token\":\"x\"}}");

    // Then
    assertThat(redacted.bytes().utf8()).doesNotContain("\"x\"");
    assertThat(redacted.count()).isEqualTo(2);
  }

  @Test
  void nothingIsFoundInTheEventsOfTheCreditPipeline() {
    for (Bytes event : RealEvents.creditScoring()) {
      // When
      Redactor.Redacted redacted = REDACTOR.redact(event, RealEvents.json(event));

      // Then
      assertThat(redacted.count()).isZero();
      assertThat(redacted.bytes()).isSameAs(event);
    }
  }

  @Test
  void whatComesOutIsJsonInWhichNothingIsFoundAnyMore() {
    // Given
    long seed = 4_242L;
    RandomGenerator random = new Random(seed);

    for (int i = 0; i < 50_000; i++) {
      String before = value(random, 3);

      // When
      Redactor.Redacted once = redact(REDACTOR, before);
      Redactor.Redacted twice = redact(REDACTOR, once.bytes().utf8());

      // Then
      assertThat(twice.count()).as("seed %d, text %d: %s", seed, i, before).isZero();
      assertThat(twice.bytes()).isEqualTo(once.bytes());
      assertThat(withoutReplacements(once.bytes().utf8(), before))
          .as("seed %d, text %d: %s became %s", seed, i, before, once.bytes().utf8())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token=",
        "a",
        "=",
        ":",
        "\\\"password\\\":\\\"",
        "--",
        "://",
        "://a:b@",
        "'",
        "password '",
        "-----BEGIN RSA PRIVATE KEY-----",
        "\\\\",
        "Bearer ",
        " ",
        "= '"
      })
  void aLongTextIsSearchedInOnePass(String piece) {
    // Given
    String json = "{\"a\":\"" + piece.repeat(4_000_000 / piece.length()) + "\"}";

    // When
    Redactor.Redacted redacted =
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> redact(REDACTOR, json));

    // Then
    assertThat(redacted.bytes().size()).isPositive();
  }

  private static Redactor.Redacted redact(Redactor redactor, String json) {
    Bytes text = Bytes.utf8(json);
    JsonValue value = RealEvents.json(text);
    return redactor.redact(text, value);
  }

  /// Whether `after` is `before` with some parts replaced by marks, and the rest byte for byte.
  private static boolean withoutReplacements(String after, String before) {
    int at = 0;
    for (String kept : REPLACEMENT.split(after, -1)) {
      int found = before.indexOf(kept, at);
      if (found < 0) {
        return false;
      }
      at = found + kept.length();
    }
    return true;
  }

  private static String value(RandomGenerator random, int depth) {
    int kind = random.nextInt(depth == 0 ? 3 : 6);
    return switch (kind) {
      case 0 -> Integer.toString(random.nextInt(100));
      case 1, 2 -> string(random);
      case 3 -> "[" + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
      default -> { // an object is the most usual
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, new Random(random.nextLong()));
        yield "{\"%s\": %s,\"%s\":%s}"
            .formatted(
                names.get(0), value(random, depth - 1), names.get(1), value(random, depth - 1));
      }
    };
  }

  private static String string(RandomGenerator random) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.append('"').toString();
  }
}
