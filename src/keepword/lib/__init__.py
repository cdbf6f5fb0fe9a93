"""What any house needs: time, text, work rows, problems. No word of customer service in here."""
