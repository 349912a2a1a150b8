"""Events: which acts and statements of an article are proposed, and what is known of each."""
