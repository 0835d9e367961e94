package io.ledgerline.http.marquez;

import static io.ledgerline.http.Requests.withKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/// Run events of one job, and questions about it.
final class MarquezEvents {

  private MarquezEvents() {}

  /// What the answer to a question is, whose address is sent as it stands.
  static JsonPath ask(String path) {
    Response response = given().urlEncodingEnabled(false).get(path);
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).startsWith("application/json");
    return response.jsonPath();
  }

  /// Sends an event of the job `load.orders`.
  ///
  /// @return the index of its entry
  static long send(String run, String type, String time) {
    return send("ui-tests", "s3://lake", run, type, time);
  }

  /// Sends an event of a job of this name in another namespace, on data in another one.
  ///
  /// @return the index of its entry
  static long send(String jobs, String lake, String run, String type, String time) {
    String event =
        """
        {"eventTime":"%2$s","producer":"https://example.org/tests","eventType":"%3$s",
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run":{"runId":"%1$s","facets":{
          "nominalTime":{"_producer":"urn:p","_schemaURL":"urn:s","nominalStartTime":"2026-03-01T00:00:00Z"},
          "custom":{"_producer":"urn:p","_schemaURL":"urn:s","ratio":1.50}}},
        "job":{"namespace":"ui-tests","name":"load.orders","facets":{
          "sql":{"_producer":"urn:p","_schemaURL":"urn:s","query":"SELECT 1"},
          "documentation":{"_producer":"urn:p","_schemaURL":"urn:s",
            "description":"Loads the orders."},
          "sourceCodeLocation":{"_producer":"urn:p","_schemaURL":"urn:s","type":"git",
            "url":"https://git.example/orders"},
          "tags":{"_producer":"urn:p","_schemaURL":"urn:s","tags":[
            {"key":"gold","value":"true"},{"key":"team","value":"orders"}]}}},
        "inputs":[{"namespace":"s3://lake","name":"raw:orders"}],
        "outputs":[{"namespace":"s3://lake","name":"/mart/orders 2026","facets":{
          "dataSource":{"_producer":"urn:p","_schemaURL":"urn:s","name":"the lake"},
          "schema":{"_producer":"urn:p","_schemaURL":"urn:s","fields":[
            {"name":"id","type":"bigint"},
            {"name":"total","type":"bigint","description":"In cents."}]},
          "columnLineage":{"_producer":"urn:p","_schemaURL":"urn:s","fields":{"total":
            {"inputFields":[{"namespace":"s3://lake","name":"raw:orders","field":"amount",
              "transformations":[{"type":"DIRECT","subtype":"AGGREGATION"}]}]}}}}}]}
        """
            .formatted(run, time, type)
            .replace("ui-tests", jobs)
            .replace("s3://lake", lake);
    byte[] receipt =
        withKey().contentType("application/json").body(event).post("/api/v1/lineage").asByteArray();
    return Receipt.parse(Bytes.owned(receipt)).index();
  }
}
