/// Where findings are kept: [PgAssuranceStore].
package io.ledgerline.pg.assurance;
