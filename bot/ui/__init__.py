"""What people see: message texts, embeds, pictures. Values in, shapes out; no Discord client."""
