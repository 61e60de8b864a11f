BEGIN TRANSACTION;
CREATE TABLE "AspNetUserClaims" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetUserClaims" PRIMARY KEY AUTOINCREMENT,
    "UserId" TEXT NOT NULL,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL,
    CONSTRAINT "FK_AspNetUserClaims_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUserLogins" (
    "LoginProvider" TEXT NOT NULL,
    "ProviderKey" TEXT NOT NULL,
    "ProviderDisplayName" TEXT NULL,
    "UserId" TEXT NOT NULL,
    CONSTRAINT "PK_AspNetUserLogins" PRIMARY KEY ("LoginProvider", "ProviderKey"),
    CONSTRAINT "FK_AspNetUserLogins_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUserPasskeys" (
    "CredentialId" BLOB NOT NULL CONSTRAINT "PK_AspNetUserPasskeys" PRIMARY KEY,
    "UserId" TEXT NOT NULL,
    "Data" TEXT NOT NULL,
    CONSTRAINT "FK_AspNetUserPasskeys_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUserTokens" (
    "UserId" TEXT NOT NULL,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "PK_AspNetUserTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
    CONSTRAINT "FK_AspNetUserTokens_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUsers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_AspNetUsers" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "UserName" TEXT NULL,
    "NormalizedUserName" TEXT NULL,
    "Email" TEXT NULL,
    "NormalizedEmail" TEXT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PhoneNumberConfirmed" INTEGER NOT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" TEXT NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL
);
INSERT INTO "AspNetUsers" VALUES('9a3b7a3b-8f06-4bc0-a33a-7a8331363860','Ada','ada@example.org','ADA@EXAMPLE.ORG','ada@example.org','ADA@EXAMPLE.ORG',0,'AQAAAAIAAYagAAAAEFje8h5u9pOTwHZlcIP2QCGMAFgBY5DubgCSaaPTcQI3gLHZTBuxHCyg2+EjbueZnA==','AYIDCG7HNUIOXKCDYRM6ZO5CJAN2L4QS','6614ee96-ca24-4252-911b-ec281fbcd1fa',NULL,0,0,NULL,0,0);
CREATE TABLE "Households" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Households" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "CreatedAtMs" INTEGER NOT NULL
);
INSERT INTO "Households" VALUES('01A220E5-59F6-705A-93B9-1855DFE3026B','Ada',1795848231414);
CREATE TABLE "Invitations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Invitations" PRIMARY KEY,
    "HouseholdId" TEXT NOT NULL,
    "CodeHash" TEXT NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "ExpiresAtMs" INTEGER NOT NULL,
    CONSTRAINT "FK_Invitations_Households_HouseholdId" FOREIGN KEY ("HouseholdId") REFERENCES "Households" ("Id") ON DELETE CASCADE
);
CREATE TABLE "Members" (
    "AccountId" TEXT NOT NULL CONSTRAINT "PK_Members" PRIMARY KEY,
    "HouseholdId" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    CONSTRAINT "FK_Members_AspNetUsers_AccountId" FOREIGN KEY ("AccountId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Members_Households_HouseholdId" FOREIGN KEY ("HouseholdId") REFERENCES "Households" ("Id") ON DELETE CASCADE
);
INSERT INTO "Members" VALUES('9a3b7a3b-8f06-4bc0-a33a-7a8331363860','01A220E5-59F6-705A-93B9-1855DFE3026B',0);
CREATE TABLE "OpenIddictApplications" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_OpenIddictApplications" PRIMARY KEY,
    "ApplicationType" TEXT NULL,
    "ClientId" TEXT NULL,
    "ClientSecret" TEXT NULL,
    "ClientType" TEXT NULL,
    "ConcurrencyToken" TEXT NULL,
    "ConsentType" TEXT NULL,
    "DisplayName" TEXT NULL,
    "DisplayNames" TEXT NULL,
    "JsonWebKeySet" TEXT NULL,
    "Permissions" TEXT NULL,
    "PostLogoutRedirectUris" TEXT NULL,
    "Properties" TEXT NULL,
    "RedirectUris" TEXT NULL,
    "Requirements" TEXT NULL,
    "Settings" TEXT NULL
);
INSERT INTO "OpenIddictApplications" VALUES('c7eff738-ef66-4a9e-9b33-b1751e4587ea',NULL,'seeit-box',NULL,'public','2e3ce89c-aaba-49cb-bc65-bb6c2fc94c59',NULL,'A box that is not paired yet',NULL,NULL,'["ept:device_authorization","ept:token","gt:urn:ietf:params:oauth:grant-type:device_code","scp:box"]',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "OpenIddictApplications" VALUES('539b16fe-041b-4d65-8519-f616054ec460',NULL,'box-e5d843f6f3a29a6875ac92abf4e23491',NULL,'confidential','ca840eeb-ec69-4903-b7b5-2b2e5064abbf',NULL,'Living room',NULL,'{"keys":[{"crv":"P-256","key_ops":[],"kty":"EC","oth":[],"x":"-7CTNEmk14b41BBko1qdxMKU5m1AKK7mFW72RL5KMbA","x5c":[],"y":"GsXD6I0EzsRpCZnS9FC9qUdmPNp4KXaPqreggHrCQCc"}]}','["ept:token","gt:client_credentials","scp:box"]',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "OpenIddictAuthorizations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_OpenIddictAuthorizations" PRIMARY KEY,
    "ApplicationId" TEXT NULL,
    "ConcurrencyToken" TEXT NULL,
    "CreationDate" TEXT NULL,
    "Properties" TEXT NULL,
    "Scopes" TEXT NULL,
    "Status" TEXT NULL,
    "Subject" TEXT NULL,
    "Type" TEXT NULL,
    CONSTRAINT "FK_OpenIddictAuthorizations_OpenIddictApplications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "OpenIddictApplications" ("Id")
);
CREATE TABLE "OpenIddictScopes" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_OpenIddictScopes" PRIMARY KEY,
    "ConcurrencyToken" TEXT NULL,
    "Description" TEXT NULL,
    "Descriptions" TEXT NULL,
    "DisplayName" TEXT NULL,
    "DisplayNames" TEXT NULL,
    "Name" TEXT NULL,
    "Properties" TEXT NULL,
    "Resources" TEXT NULL
);
CREATE TABLE "OpenIddictTokens" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_OpenIddictTokens" PRIMARY KEY,
    "ApplicationId" TEXT NULL,
    "AuthorizationId" TEXT NULL,
    "ConcurrencyToken" TEXT NULL,
    "CreationDate" TEXT NULL,
    "ExpirationDate" TEXT NULL,
    "Payload" TEXT NULL,
    "Properties" TEXT NULL,
    "RedemptionDate" TEXT NULL,
    "ReferenceId" TEXT NULL,
    "Status" TEXT NULL,
    "Subject" TEXT NULL,
    "Type" TEXT NULL,
    CONSTRAINT "FK_OpenIddictTokens_OpenIddictApplications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES "OpenIddictApplications" ("Id"),
    CONSTRAINT "FK_OpenIddictTokens_OpenIddictAuthorizations_AuthorizationId" FOREIGN KEY ("AuthorizationId") REFERENCES "OpenIddictAuthorizations" ("Id")
);
CREATE TABLE "Pairings" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Pairings" PRIMARY KEY,
    "CodeHash" TEXT NOT NULL,
    "DeviceTokenId" TEXT NOT NULL,
    "UserTokenId" TEXT NOT NULL,
    "BoxId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "Jwk" TEXT NOT NULL,
    "KeyThumbprint" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Choices" TEXT NOT NULL,
    "ExpiresAtMs" INTEGER NOT NULL,
    "State" INTEGER NOT NULL
);
CREATE TABLE "Posts" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Posts" PRIMARY KEY,
    "TvId" TEXT NOT NULL,
    "SharedAtMs" INTEGER NOT NULL,
    "PostJson" TEXT NULL,
    "AnswerJson" TEXT NULL,
    "WatchLater" INTEGER NOT NULL, "LinkFailure" INTEGER NULL,
    CONSTRAINT "FK_Posts_Tvs_TvId" FOREIGN KEY ("TvId") REFERENCES "Tvs" ("Id") ON DELETE CASCADE
);
INSERT INTO "Posts" VALUES('01A220E5-614C-73B5-BE70-F5C5DF6CC15A','e5d843f6f3a29a6875ac92abf4e23491',1795848233294,'{"text":"Watch the #NightGarden"}',NULL,1,NULL);
CREATE TABLE "Tvs" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Tvs" PRIMARY KEY,
    "HouseholdId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Model" TEXT NOT NULL,
    "KeyThumbprint" TEXT NOT NULL,
    "PairedBy" TEXT NOT NULL,
    "PairedAtMs" INTEGER NOT NULL,
    "LastSeenMs" INTEGER NOT NULL,
    "AgentVersion" TEXT NULL,
    "StatusJson" TEXT NULL,
    CONSTRAINT "FK_Tvs_Households_HouseholdId" FOREIGN KEY ("HouseholdId") REFERENCES "Households" ("Id") ON DELETE CASCADE
);
INSERT INTO "Tvs" VALUES('e5d843f6f3a29a6875ac92abf4e23491','01A220E5-59F6-705A-93B9-1855DFE3026B','Living room','Simulated box','cUE_U17ySrnjRSpWo6BscxFsN_SYI2V30xCuiwyHx6M','Ada',1795848232933,0,NULL,NULL);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
INSERT INTO "__EFMigrationsHistory" VALUES('20261122182915_First','10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES('20261127133223_LinkFailure','10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES('20261127214042_InvitationsAndPasskeys','10.0.15');
CREATE INDEX "IX_AspNetUserClaims_UserId" ON "AspNetUserClaims" ("UserId");
CREATE INDEX "IX_AspNetUserLogins_UserId" ON "AspNetUserLogins" ("UserId");
CREATE INDEX "EmailIndex" ON "AspNetUsers" ("NormalizedEmail");
CREATE UNIQUE INDEX "UserNameIndex" ON "AspNetUsers" ("NormalizedUserName");
CREATE INDEX "IX_Members_HouseholdId" ON "Members" ("HouseholdId");
CREATE UNIQUE INDEX "IX_OpenIddictApplications_ClientId" ON "OpenIddictApplications" ("ClientId");
CREATE INDEX "IX_OpenIddictAuthorizations_ApplicationId_Status_Subject_Type" ON "OpenIddictAuthorizations" ("ApplicationId", "Status", "Subject", "Type");
CREATE UNIQUE INDEX "IX_OpenIddictScopes_Name" ON "OpenIddictScopes" ("Name");
CREATE INDEX "IX_OpenIddictTokens_ApplicationId_Status_Subject_Type" ON "OpenIddictTokens" ("ApplicationId", "Status", "Subject", "Type");
CREATE INDEX "IX_OpenIddictTokens_AuthorizationId" ON "OpenIddictTokens" ("AuthorizationId");
CREATE UNIQUE INDEX "IX_OpenIddictTokens_ReferenceId" ON "OpenIddictTokens" ("ReferenceId");
CREATE INDEX "IX_Pairings_CodeHash" ON "Pairings" ("CodeHash");
CREATE INDEX "IX_Pairings_DeviceTokenId" ON "Pairings" ("DeviceTokenId");
CREATE INDEX "IX_Pairings_ExpiresAtMs" ON "Pairings" ("ExpiresAtMs");
CREATE INDEX "IX_Posts_TvId_SharedAtMs" ON "Posts" ("TvId", "SharedAtMs");
CREATE INDEX "IX_Tvs_HouseholdId" ON "Tvs" ("HouseholdId");
CREATE INDEX "IX_AspNetUserPasskeys_UserId" ON "AspNetUserPasskeys" ("UserId");
CREATE UNIQUE INDEX "IX_Invitations_CodeHash" ON "Invitations" ("CodeHash");
CREATE INDEX "IX_Invitations_HouseholdId" ON "Invitations" ("HouseholdId");
DELETE FROM "sqlite_sequence";
COMMIT;
