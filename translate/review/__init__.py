"""Review side by side in the browser, and the same report without one."""
