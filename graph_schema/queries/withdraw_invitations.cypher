// All invitations of this role that nobody has used, made by the same; a new one takes their place.
MATCH (node:Invitation {role: $role, by: $by}) WHERE node.used IS NULL AND node.email IS NULL
SET node.used = $now
