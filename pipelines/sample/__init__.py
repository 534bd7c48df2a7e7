"""The sample province (示例省): writes submissions as fictional counties would."""
