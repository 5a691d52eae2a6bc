"""The wire API of Amazon Polly, version 2016-06-10 (rest-json): one module for each resource."""
