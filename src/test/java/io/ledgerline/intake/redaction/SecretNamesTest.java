package io.ledgerline.intake.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names name secrets.
class SecretNamesTest {

  @ParameterizedTest
  @CsvSource({
    "password, password",
    "DB_PASSWORD, password",
    "database.password, password",
    "spark.ssl.keyPassword, password",
    "PGPASSWORD, password",
    "pwd, password",
    "db_pass, password",
    "passwordHash, password",
    "password2, password",
    "keystore_passphrase, password",
    "secret, secret",
    "clientSecret, secret",
    "client-secret-value, secret",
    "aws_secret_access_key, key",
    "secret_id, secret",
    "credentials, credential",
    "dbCreds, credential",
    "token, token",
    "githubToken, token",
    "access_token, token",
    "accesstoken, token",
    "api_tokens, token",
    "X-Amz-Security-Token, token",
    "apiKey, key",
    "APIKey, key",
    "API_KEY, key",
    "apikey, key",
    "OPENAI_API_KEY, key",
    "fs.s3a.access.key, key",
    "privateKey, key",
    "AccountKey, key",
    "fs.azure.account.key.lake.dfs.core.windows.net, key",
    "spark.hadoop.fs.azure.account.key.lake.blob.core.windows.net, key",
    "fs.azure.account.oauth2.client.secret.lake.dfs.core.windows.net, secret",
    "fs.azure.sas.raw.lake.blob.core.windows.net, token",
    "schema.registry.basic.auth.user.info, credential",
    "PASS, password",
    "mongo.pass, password",
    "Authorization, authorization",
    "Set-Cookie, cookie"
  })
  void namesASecret(String name, String rule) {
    assertThat(SecretNames.rule(name)).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tokenizer",
        "tokenizer_class",
        "input_tokens",
        "gen_ai.usage.output_tokens",
        "max_tokens",
        "token_count",
        "totalTokenCount",
        "eos_token",
        "eos_token_id",
        "next_page_token",
        "nextPageToken",
        "token_type",
        "tokenUrl",
        "passwordFile",
        "password_policy",
        "secretName",
        "secretary",
        "hadoop.security.credential.provider.path",
        "credentialProvider",
        "PWD",
        "OLDPWD",
        "fs.azure.account.keyprovider.lake.dfs.core.windows.net",
        "fs.azure.sas.token.provider.type.lake.dfs.core.windows.net",
        "oauth.client.secret.path",
        "primary_key",
        "foreignKey",
        "partition.key",
        "public_key",
        "awsAccessKeyId",
        "key",
        "keys",
        "monkey",
        "author",
        "authorization.enabled",
        "authorisation",
        "passed",
        "pass",
        "compass",
        "bypass"
      })
  void namesNoSecret(String name) {
    assertThat(SecretNames.rule(name)).isEmpty();
  }
}
