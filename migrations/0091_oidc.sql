-- Who a person is to the trust's identity provider. Never found by address.
CREATE TABLE person_oidc (
	id $id,
	person $int64 NOT NULL REFERENCES person (id),
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	created_at $int64 NOT NULL,
	UNIQUE (issuer, subject)
);
CREATE INDEX person_oidc_person ON person_oidc (person);

-- Roles that came with a claim, and go with it.
CREATE TABLE oidc_role (
	appointment $int64 NOT NULL PRIMARY KEY REFERENCES appointment (id)
);
