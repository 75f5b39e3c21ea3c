"""What the organisation does on a machine without network: signer keys, roster edits, signatures."""
