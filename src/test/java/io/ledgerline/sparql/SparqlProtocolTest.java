package io.ledgerline.sparql;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as the SPARQL 1.1 protocol writes them.
class SparqlProtocolTest {

  private static final String ASK = "ASK { ?s ?p 'ä + &' }";
  private static final String ENCODED = URLEncoder.encode(ASK, StandardCharsets.UTF_8);

  @Test
  void readsAGetWithItsGraphsAndFormat() {
    // Given
    String url =
        "query="
            + ENCODED
            + "&default-graph-uri=urn%3Aa&named-graph-uri=urn:b&named-graph-uri=urn:c"
            + "&format=csv";

    // When
    Checked<SparqlRequest> read = SparqlProtocol.get(url);

    // Then
    assertThat(read)
        .isEqualTo(
            Checked.passed(
                new SparqlRequest(
                    ASK, List.of("urn:a"), List.of("urn:b", "urn:c"), Optional.of("csv"), false)));
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded;charset=UTF-8",
    "APPLICATION/X-WWW-FORM-URLENCODED"
  })
  void readsAForm(String contentType) {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("", Optional.of(contentType), Bytes.utf8("query=" + ENCODED));

    // Then
    assertThat(read).isEqualTo(Checked.passed(plain(ASK)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/sparql-query",
        "application/sparql-query; charset=utf-8",
      })
  void readsAQueryThatIsTheBody(String contentType) {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("default-graph-uri=urn:a", Optional.of(contentType), Bytes.utf8(ASK));

    // Then
    assertThat(read)
        .isEqualTo(
            Checked.passed(
                new SparqlRequest(ASK, List.of("urn:a"), List.of(), Optional.empty(), false)));
  }

  @Test
  void refusesABodyThatDoesNotSayWhatItIs() {
    // When
    Checked<SparqlRequest> read = SparqlProtocol.post("", Optional.empty(), Bytes.utf8(ASK));

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.WRONG_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/sparql-query; charset=iso-8859-1",
        "text/plain",
        "application/json",
        "nothing"
      })
  void refusesABodyOfAnotherType(String contentType) {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("", Optional.of(contentType), Bytes.utf8(ASK));

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.WRONG_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "format=json",
        "query=ASK%7B%7D&query=ASK%7B%7D",
        "query=%zz",
        "query=",
        "query=+%0A"
      })
  void refusesAGetWithoutExactlyOneQuery(String url) {
    // When
    Checked<SparqlRequest> read = SparqlProtocol.get(url);

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.MALFORMED_REQUEST);
  }

  @Test
  void refusesABodyWithoutAQuery() {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("", Optional.of("application/sparql-query"), Bytes.utf8(" \n"));

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.MALFORMED_REQUEST);
  }

  @Test
  void refusesABodyThatIsNotUtf8() {
    // Given
    Bytes latin = Bytes.copyOf("ASK { ?s ?p 'ä' }".getBytes(StandardCharsets.ISO_8859_1));

    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("", Optional.of("application/sparql-query"), latin);

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, update=CLEAR%20ALL",
    "application/sparql-update, CLEAR ALL"
  })
  void refusesAnUpdateWhateverItsForm(String contentType, String body) {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post("", Optional.of(contentType), Bytes.utf8(body));

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.UPDATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asOf=1", "min-seq=1"})
  void refusesAFormThatSaysWhichLedgerIsAsked(String parameter) {
    // When
    Checked<SparqlRequest> read =
        SparqlProtocol.post(
            "",
            Optional.of("application/x-www-form-urlencoded"),
            Bytes.utf8("query=ASK%20%7B%7D&" + parameter));

    // Then
    assertThat(kind(read)).isEqualTo(Refusal.Kind.MALFORMED_REQUEST);
  }

  private static SparqlRequest plain(String query) {
    return new SparqlRequest(query, List.of(), List.of(), Optional.empty(), false);
  }

  private static Refusal.Kind kind(Checked<?> checked) {
    return ((Checked.Refused<?>) checked).refusal().kind();
  }
}
