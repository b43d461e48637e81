"""Our movements beside measured people; ``compare_with_people`` writes the page."""
