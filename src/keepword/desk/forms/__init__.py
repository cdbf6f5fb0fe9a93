"""What people type into the desk. A form reads; whether it may be done is the action's to say."""
